internal import SourceText

/// `check_helo_access⇥helo⇥table⇥…`: one word that smtpd knows in a restriction list.
package struct Restriction: Sendable, Equatable {
  /// What it decides on.
  package enum Subject: String, Sendable { case any, client, helo, sender, recipient, etrn }
  /// What it takes from the list behind its name.
  package enum Argument: String, Sendable {
    case none = "-"
    /// `type:name`; without a colon smtpd answers 451 4.3.5.
    case table
    case policy
    case domain
    case number
  }
  /// What it can answer besides "go on".
  package enum Effect: String, Sendable { case permit, reject, `defer`, table, modifier, none }

  package let name: String
  package let subject: Subject
  package let argument: Argument
  package let effect: Effect
  /// The first version that answers 451 4.3.5 for it.
  package let removedIn: String?
  /// Its current name, where this one is old.
  package let alias: String?

  init?(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count == 6, let subject = Subject(rawValue: columns[1].text),
      let argument = Argument(rawValue: columns[2].text), let effect = Effect(rawValue: columns[3].text)
    else { return nil }
    name = columns[0].text
    (self.subject, self.argument, self.effect) = (subject, argument, effect)
    removedIn = columns[4].elementsEqual("-".utf8) ? nil : columns[4].text
    alias = columns[5].elementsEqual("-".utf8) ? nil : columns[5].text
  }
}

/// Every restriction by name; names are compared without case.
package struct RestrictionTable: Sendable {
  private let table = EmbeddedTable(.restrictions)

  package init() {}

  /// The same for every list: to find the rows takes longer than to read most lists.
  package static let known = RestrictionTable()

  package subscript(name: some Collection<UInt8>) -> Restriction? {
    table.find(name.map(ASCII.lowercased)).flatMap { Restriction(table.row($0)) }
  }

  package var all: [Restriction] { (0..<table.count).compactMap { Restriction(table.row($0)) } }
}
