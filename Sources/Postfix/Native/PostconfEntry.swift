internal import SourceText

/// `smtpd -o smtpd_banner=a -v -v`: the arguments of a master.cf entry in the canonical form of `postconf -M`.
///
/// postconf takes them apart a little differently from the programs: in `-osmtpd_timeout=2` it finds a second `o`
/// and makes `-o smtpd_time -o ut=2` of it (3.5 to 3.11).
struct PostconfEntry {
  /// What stands behind the command: `-o`, `name=value`, `-v`, `flags=R` …
  private(set) var arguments: [[UInt8]]
  /// Warnings, without the `master.cf: ` in front.
  private(set) var warnings: [String] = []

  init(_ entry: MasterCfEntry) {
    arguments = entry.arguments.fields.map { Array(entry.folded.text[$0]) }
    normalize()
  }

  /// The `-o` options that postconf sees.
  var options: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
    var found: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []
    var index = 0
    while index + 1 < arguments.count, ServiceArguments.isOption(arguments[index][...]) {
      let isOption = arguments[index].starts(with: "-o".utf8)
      if Self.takesValue(arguments[index]) { index += 1 }
      if isOption {
        let text = arguments[index][...]
        if let split = try? NameValue(splitting: text) { found.append((text[split.name], text[split.value])) }
      }
      index += 1
    }
    return found
  }

  /// `-o`; and a mere `-`, since postconf looks for the byte behind it in a C string, which ends with that byte.
  static func takesValue(_ argument: [UInt8]) -> Bool { argument.count == 1 || argument[1] == UInt8(ascii: "o") }

  private mutating func normalize() {
    var index = 0
    while index < arguments.count, ServiceArguments.isOption(arguments[index][...]) {
      splitLetters(at: index)
      if Self.takesValue(arguments[index]) { takeValue(after: &index) }
      index += 1
    }
    for other in index..<max(index, arguments.count) where arguments[other].first == ASCII.leftBrace {
      extract(other)
    }
  }

  /// `-stuffozz` becomes `-stuff` and `-ozz`.
  private mutating func splitLetters(at index: Int) {
    let letters = arguments[index]
    guard let o = letters.indices.dropFirst(2).first(where: { letters[$0] == UInt8(ascii: "o") }) else { return }
    arguments[index] = Array(letters[..<o])
    arguments.insert([ASCII.hyphen] + letters[o...], at: index + 1)
  }

  /// `-oname=value` becomes `-o` and `name=value`; braces go, and `{ n = v }` becomes `n=v`.
  private mutating func takeValue(after index: inout Int) {
    if arguments[index].count > 2 {
      arguments.insert(Array(arguments[index].dropFirst(2)), at: index + 1)
      arguments[index].removeSubrange(2...)
    } else if index + 1 == arguments.count {
      return
    }
    index += 1
    guard arguments[index].first == ASCII.leftBrace else { return }
    extract(index)
    let text = arguments[index][...]
    do throws(NameValue.Fault) {
      let split = try NameValue(splitting: text)
      arguments[index] = text[split.name] + [ASCII.equals] + text[split.value]
    } catch {
      warnings.append("\(error.rawValue): \"\(text.printable)\"")
    }
  }

  private mutating func extract(_ index: Int) {
    let braced = Braced(arguments[index][...], trimming: true)
    if let fault = braced.fault { warnings.append(fault) }
    arguments[index] = Array(arguments[index][braced.content])
  }
}
