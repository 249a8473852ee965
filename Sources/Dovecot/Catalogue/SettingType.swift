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

  init?(word: ArraySlice<UInt8>) {
    // The first letter and the length tell almost all words from each other.
    guard let first = word.first,
      let known = Self.words.first(where: { $0.first == first && $0.count == word.count && word.elementsEqual($0.word) }
      )
    else { return nil }
    self = known.type
  }

  private struct KnownWord: Sendable {
    let first: UInt8
    let count: Int
    let word: [UInt8]
    let type: SettingType
  }

  /// The commonest first.
  private static let words = wordsAsText.map { text, type in
    KnownWord(first: text.utf8.first ?? 0, count: text.utf8.count, word: Array(text.utf8), type: type)
  }

  private static let wordsAsText: [(String, SettingType)] = [
    ("STR", .string), ("BOOL", .boolean), ("UINT", .unsigned), ("DEFAULT_OVERRIDE", .defaultOverride),
    ("TIME", .time), ("SIZE", .size), ("ENUM", .choice), ("BOOLLIST", .booleanList), ("STR_VARS", .stringWithVariables),
    ("FILTER_NAME", .namedFilter), ("FILTER_ARRAY", .namedListFilter), ("FILE", .file), ("SECTION", .section),
    ("STRLIST", .stringList), ("TIME_MSECS", .milliseconds), ("STR_NOVARS", .stringWithVariables),
    ("UINT_OCT", .octal), ("UINTMAX", .unsignedLong), ("IN_PORT", .port), ("ALIAS", .alias),
    ("DEFLIST", .sectionList), ("DEFLIST_UNIQUE", .uniqueSectionList),
  ]

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
