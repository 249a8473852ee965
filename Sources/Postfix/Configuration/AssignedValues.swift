internal import SourceText

/// `relayhost` → `[mail.example.net]`: what main.cf says for a name, which is its last assignment.
///
/// Values stay where they are in the file. As a scope: `$name` out of main.cf alone, without defaults.
struct AssignedValues: MacroScope, Sendable {
  /// Without an assignment where the file could not be read.
  private let main: MainCf
  /// What the program sets before it reads main.cf; an assignment replaces it.
  private let preset: [ArraySlice<UInt8>: ArraySlice<UInt8>]
  /// Assignments that the program forgets.
  private let forgotten: [ArraySlice<UInt8>]

  init(
    _ main: MainCf?, preset: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:],
    forgetting isForgotten: (ArraySlice<UInt8>) -> Bool = { _ in false }
  ) {
    let main = main ?? MainCf([])
    self.main = main
    self.preset = preset
    forgotten = ["process_id", "process_name", "service_name"].map { Array($0.utf8)[...] }.filter { name in
      main.lastIndex(named: name) != nil && isForgotten(name)
    }
  }

  /// The number of the entry that counts.
  func entryNumber(of name: ArraySlice<UInt8>) -> Int? {
    guard forgotten.isEmpty || !forgotten.contains(name) else { return nil }
    return main.lastIndex(named: name)
  }

  func contains(_ name: ArraySlice<UInt8>) -> Bool { entryNumber(of: name) != nil || preset[name] != nil }

  func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let number = entryNumber(of: name) else { return preset[name] }
    return main.value(of: main.entries[number])
  }

  /// The numbers of the entries that count, one for each name, in the order of the names' first assignments.
  var entryNumbers: some Sequence<Int> {
    main.entries.indices.lazy.compactMap { number -> Int? in
      guard main.entries[number].isFirst else { return nil }
      if !forgotten.isEmpty, forgotten.contains(main.name(of: main.entries[number])) { return nil }
      return main.lastIndex(ofNameOf: number)
    }
  }
}

/// `$name` out of the options of one service, without defaults.
struct OptionScope: MacroScope {
  let options: [ArraySlice<UInt8>: ArraySlice<UInt8>]
  func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { options[name] }
}
