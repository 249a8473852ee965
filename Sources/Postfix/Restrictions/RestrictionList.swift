internal import SourceText

/// `permit_mynetworks,⏎  check_helo_access pcre:/etc/postfix/helo_access.pcre,⏎  reject`: a list taken apart.
///
/// Separators are `, SP HT CR LF`, braces group. Names that take an argument take the next item, whatever it is.
/// What smtpd does not know is an element too: it answers 451 4.3.5 once evaluation gets that far.
package struct RestrictionList: Sendable {
  package let elements: [RestrictionElement]

  /// - Parameter classes: the names in `smtpd_restriction_classes`; built-in names win over them.
  package init(
    _ text: ArraySlice<UInt8>, classes: Set<[UInt8]> = [], table: RestrictionTable = .known
  ) {
    let items = Tokens.split(text)
    var elements: [RestrictionElement] = []
    var index = 0
    while index < items.count {
      let item = items[index]
      index += 1
      var element = RestrictionElement(text, item, classes: classes, table: table)
      if element.takesArgument, index < items.count {
        element.takeArgument(text, items[index])
        index += 1
      }
      elements.append(element)
    }
    self.elements = elements
  }
}

/// `check_helo_access pcre:/etc/postfix/helo_access.pcre`, one element of a restriction list.
package struct RestrictionElement: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case builtIn(Restriction)
    /// A bare `type:name`: the access check of the list that it stands in.
    case table
    /// A name out of `smtpd_restriction_classes`.
    case restrictionClass
    /// `unknown smtpd restriction: "…"`.
    case unknown
  }

  package let kind: Kind
  /// The name as written.
  package let name: String
  /// Where the name stands in the text that was parsed.
  package let nameRange: Range<Int>
  /// Name and argument.
  package private(set) var range: Range<Int>
  package private(set) var argument: String?
  package private(set) var argumentRange: Range<Int>?

  init(_ text: ArraySlice<UInt8>, _ item: Range<Int>, classes: Set<[UInt8]>, table: RestrictionTable) {
    name = text[item].text
    nameRange = item
    range = item
    if let restriction = table[text[item]] {
      kind = .builtIn(restriction)
    } else if text[item].contains(ASCII.colon) {
      kind = .table
    } else {
      kind = classes.contains(Array(text[item])) ? .restrictionClass : .unknown
    }
  }

  var takesArgument: Bool {
    guard case .builtIn(let restriction) = kind else { return false }
    return restriction.argument != .none
  }

  mutating func takeArgument(_ text: ArraySlice<UInt8>, _ item: Range<Int>) {
    argument = text[item].text
    argumentRange = item
    range = nameRange.lowerBound..<item.upperBound
  }

  /// Where the element names a table.
  var tableRange: Range<Int>? {
    switch kind {
    case .table: nameRange
    case .builtIn(let restriction) where restriction.argument == .table && argument?.contains(":") == true:
      argumentRange
    default: nil
    }
  }
}
