internal import SourceText

/// The type that the daemon's own table gives a setting; it decides which values are accepted and how they are shown.
package enum SettingType: Sendable, Equatable {
  case boolean
  case unsigned
  /// 2.4: 64 bits.
  case unsignedLong
  /// A file mode: octal only with a leading 0.
  case octal
  case time
  case milliseconds
  case size
  case port
  case string
  /// 2.3: a string whose `%` variables are expanded. 2.4: one whose variables are its own (`novars`).
  case stringWithVariables
  case choice
  /// 2.4: a path, or `inline:TEXT`.
  case file
  /// `plugin { key = value }`
  case stringList
  /// 2.4: `mail_plugins = a b`, `mail_plugins { a = yes }`
  case booleanList
  /// Another name for a setting.
  case alias
  /// 2.3: sections that are all separate (`passdb`).
  case sectionList
  /// 2.3: sections of which those with one name are one (`service`).
  case uniqueSectionList
  /// 2.4: a block without a name (`ssl_server { }`).
  case namedFilter
  /// 2.4: a block with a name (`passdb NAME { }`).
  case namedListFilter
  /// 2.4: a default that counts inside a block only (`maildir/mail_path`).
  case defaultOverride
  /// A section that is there without being written (`service/imap-login`).
  case section

  /// By its length first, which leaves few words to compare with: every row that is looked at is asked for its type.
  init?(word: ArraySlice<UInt8>) {
    switch word.count {
    case 3 where word.elementsEqual("STR"): self = .string
    case 4 where word.elementsEqual("BOOL"): self = .boolean
    case 4 where word.elementsEqual("UINT"): self = .unsigned
    case 4 where word.elementsEqual("TIME"): self = .time
    case 4 where word.elementsEqual("SIZE"): self = .size
    case 4 where word.elementsEqual("ENUM"): self = .choice
    case 4 where word.elementsEqual("FILE"): self = .file
    case 5 where word.elementsEqual("ALIAS"): self = .alias
    case 7 where word.elementsEqual("SECTION"): self = .section
    case 7 where word.elementsEqual("STRLIST"): self = .stringList
    case 7 where word.elementsEqual("IN_PORT"): self = .port
    case 7 where word.elementsEqual("UINTMAX"): self = .unsignedLong
    case 7 where word.elementsEqual("DEFLIST"): self = .sectionList
    case 8 where word.elementsEqual("BOOLLIST"): self = .booleanList
    case 8 where word.elementsEqual("STR_VARS"): self = .stringWithVariables
    case 8 where word.elementsEqual("UINT_OCT"): self = .octal
    case 10 where word.elementsEqual("TIME_MSECS"): self = .milliseconds
    case 10 where word.elementsEqual("STR_NOVARS"): self = .stringWithVariables
    case 11 where word.elementsEqual("FILTER_NAME"): self = .namedFilter
    case 12 where word.elementsEqual("FILTER_ARRAY"): self = .namedListFilter
    case 14 where word.elementsEqual("DEFLIST_UNIQUE"): self = .uniqueSectionList
    case 16 where word.elementsEqual("DEFAULT_OVERRIDE"): self = .defaultOverride
    default: return nil
    }
  }

  package var isSectionList: Bool { self == .sectionList || self == .uniqueSectionList }

  /// Whether the setting opens a block instead of having a value.
  package var isBlock: Bool {
    switch self {
    case .sectionList, .uniqueSectionList, .namedFilter, .namedListFilter: true
    default: false
    }
  }

  /// Whether the row is no setting but tells what is there by default.
  package var isOnlyDefault: Bool { self == .defaultOverride || self == .section }

  /// 2.4.5: `<<END`
  var takesHeredoc: Bool {
    switch self {
    case .string, .stringWithVariables, .file: true
    default: false
    }
  }

  package var isList: Bool { self == .stringList || self == .booleanList }
}
