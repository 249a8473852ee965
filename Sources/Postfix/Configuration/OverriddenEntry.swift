internal import SourceText

/// `relayhost = a` above `relayhost = b`: the first no longer counts.
struct OverriddenEntry {
  let entry: MainCfEntry
  /// Nil where it is the program itself that set the parameter before it read main.cf: `config_directory`.
  let earlier: MainCfEntry?
  let name: ArraySlice<UInt8>
  /// What no longer counts.
  let value: ArraySlice<UInt8>

  static func all(in main: MainCf, directory: [UInt8]) -> [OverriddenEntry] {
    main.entries.compactMap { entry in
      guard !entry.isFirst || entry.name.count == "config_directory".utf8.count else { return nil }
      let name = main.name(of: entry)
      if let earlier = entry.earlier.map({ main.entries[$0] }) {
        return OverriddenEntry(entry: entry, earlier: earlier, name: name, value: main.value(of: earlier))
      }
      guard name.elementsEqual("config_directory".utf8), !main.value(of: entry).elementsEqual(directory) else {
        return nil
      }
      return OverriddenEntry(entry: entry, earlier: nil, name: name, value: directory[...])
    }
  }

  /// What postconf says; nothing where the values are the same.
  func message(in main: MainCf, _ path: String, showing shown: String) -> String? {
    if value.elementsEqual(main.value(of: entry)) { return nil }
    return "\(path), line \(main.lineNumber(of: entry)): overriding earlier entry: \(name.printable)=\(shown)"
  }
}
