internal import SourceText

/// `smtpd_helo_required⇥bool⇥…⇥no`: a built-in parameter of one version.
package struct Parameter: Sendable {
  package enum ParameterType: String, Sendable {
    case string = "str"
    /// `yes` or `no`, any case; anything else is fatal.
    case boolean = "bool"
    case integer = "int"
    case long
    /// Digits and one unit letter, `s m h d w`.
    case time
    /// Expanded by the program that reads it, with attributes of a message or session.
    case raw
    /// A boolean or a number whose default may contain macros.
    case computedBoolean = "nbool"
    case computedInteger = "nint"
    /// `myhostname`, `mydomain`, `mynetworks`: the default is computed from the machine.
    case computed
    /// An old name that is still read as the default of a new one.
    case legacy
  }

  /// What a string value consists of.
  package enum Kind: Sendable, Equatable {
    case plain
    case restrictions
    /// Names out of a small set of restrictions, as in `postscreen_access_list`.
    case simpleRestrictions
    case restrictionClasses
    /// Domains, addresses, networks and tables; the first match decides, and `#` ends the list.
    case matchList
    /// Lookup tables, `type:name`.
    case maps
    case milters
    case path
    case nexthop
    case service
    case address
    case list
    case oneOf([String])
  }

  package let name: ArraySlice<UInt8>
  package let type: ParameterType
  package let kind: Kind
  package let mayHoldSecret: Bool
  package let isReadOnly: Bool
  package let minimum: Int?
  package let maximum: Int?
  /// `*` for all programs, `libtls` for those that use TLS.
  package let programs: [String]
  package let defaultText: ArraySlice<UInt8>

  init?(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count == 8, let type = ParameterType(rawValue: columns[1].text) else { return nil }
    name = columns[0]
    self.type = type
    kind = Kind(columns[2].text)
    mayHoldSecret = columns[3].elementsEqual("secret".utf8)
    isReadOnly = columns[3].elementsEqual("read-only".utf8)
    minimum = Int(columns[4].text)
    maximum = Int(columns[5].text)
    programs = columns[6].elementsEqual("-".utf8) ? [] : columns[6].split(separator: ASCII.comma).map(\.text)
    defaultText = columns[7]
  }

  /// Whether a program loads the parameter: a `-o` for any other program does nothing.
  package func isRead(by program: String) -> Bool {
    if programs.isEmpty || programs.contains("*") || programs.contains(program) { return true }
    if programs.contains("libtls") { return ["smtp", "lmtp", "smtpd", "tlsproxy", "tlsmgr"].contains(program) }
    // One program under two names; the old queue manager; relay and others run smtp.
    return program == "lmtp" && programs.contains("smtp")
  }
}

extension Parameter.Kind {
  init(_ text: String) {
    self =
      switch text {
      case "restrictions": .restrictions
      case "restrictions-simple": .simpleRestrictions
      case "classes": .restrictionClasses
      case "match": .matchList
      case "maps": .maps
      case "milters": .milters
      case "path": .path
      case "nexthop": .nexthop
      case "service": .service
      case "address": .address
      case "list": .list
      default:
        text.hasPrefix("enum:") ? .oneOf(text.dropFirst(5).split(separator: " ").map(String.init)) : .plain
      }
  }
}
