internal import SourceText

/// `ssl_key = # hidden, use -P to show it`: a value as doveconf writes it, with what it takes for secrets left out.
struct NativeValue {
  let key: ArraySlice<UInt8>
  let value: ArraySlice<UInt8>
  let style: Style
  /// 2.4.5: the text is written between `<<END` and `END`.
  var marker: [UInt8]?
  /// `doveconf -P`
  var showsSecrets = false
  /// `doveconf mail_home`: 2.3 puts a value that is asked for by name into no quotes.
  var isAskedFor = false

  /// What the versions differ in.
  enum Style {
    case v2_3
    /// Also hides names that end in `_secret`, and takes every C white space for a blank.
    case v2_4
    /// Also hides names that end in `key_file`.
    case v2_4_5
  }

  func write(to output: inout [UInt8]) {
    if !showsSecrets, isHiddenByName {
      output += "# hidden, use -P to show it".utf8
    } else if showsSecrets || !writeHidingParts(to: &output) {
      if let marker {
        output += "<<".utf8 + marker + [ASCII.lineFeed]
        output += value
        if value.last != ASCII.lineFeed { output.append(ASCII.lineFeed) }
        output += marker
      } else if needsQuotes {
        output.append(ASCII.doubleQuote)
        Self.writeEscaped(value, to: &output)
        output.append(ASCII.doubleQuote)
      } else {
        output += value
      }
    }
  }

  private var needsQuotes: Bool {
    guard !(isAskedFor && style == .v2_3), let first = value.first, let last = value.last else { return false }
    if value.contains(ASCII.hash) { return true }
    let isBlank = style == .v2_3 ? ASCII.isBlank : ASCII.isSpace
    return isBlank(first) || isBlank(last)
  }

  private var isHiddenByName: Bool {
    guard !value.isEmpty else { return false }
    if key.starts(with: Array("ssl_dh".utf8)) { return true }
    return Self.endings(style).contains { key.count > $0.count && key.suffix($0.count) == $0[...] }
  }

  private static func endings(_ style: Style) -> [[UInt8]] {
    switch style {
    case .v2_3: endings2_3
    case .v2_4: endings2_4
    case .v2_4_5: endings2_4_5
    }
  }
  private static let endings2_3 = ["_password", "_key", "_nonce"].map { Array($0.utf8) }
  private static let endings2_4 = endings2_3 + [Array("_secret".utf8)]
  private static let endings2_4_5 = endings2_4 + ["_key_file", "/key_file"].map { Array($0.utf8) }
  private static let secrets = ["key", "secret", "pass", "http://", "https://", "ftp://"].map { Array($0.utf8) }
  private static let placeholder = "#hidden_use-P_to_show#"

  // MARK: - Secrets inside the value

  /// `host=x password=#hidden_use-P_to_show#`. False where nothing looks like a secret and nothing was written.
  ///
  /// doveconf's own way of looking is kept, with its oddities: after the last find the rest is escaped in quotes but no
  /// quotes are written.
  private func writeHidingParts(to output: inout [UInt8]) -> Bool {
    var written = value.startIndex
    var index = value.startIndex
    var isFound = false
    while let (start, secret) = nextSecret(from: index) {
      isFound = true
      index = start
      if secret.last == ASCII.slash {
        index += secret.count
        writeURLUser(&index, &written, &output)
        continue
      }
      guard start == value.startIndex || !ASCII.isAlphanumeric(value[start - 1]) else {
        // "nopassword" is no secret.
        index += 1
        continue
      }
      while index < value.endIndex, value[index] != ASCII.equals, !ASCII.isSpace(value[index]) { index += 1 }
      while index < value.endIndex, ASCII.isSpace(value[index]) { index += 1 }
      write(value[written..<index], to: &output)
      if index < value.endIndex, value[index] == ASCII.equals {
        output.append(ASCII.equals)
        output += Self.placeholder.utf8
        while index < value.endIndex, !ASCII.isSpace(value[index]), value[index] != ASCII.semicolon,
          value[index] != ASCII.colon
        {
          index += 1
        }
      }
      written = index
    }
    if isFound { write(value[written...], to: &output) }
    return isFound
  }

  private func write(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if needsQuotes { Self.writeEscaped(bytes, to: &output) } else { output += bytes }
  }

  /// Hides `user:password` of `http://user:password@host`.
  private func writeURLUser(_ index: inout Int, _ written: inout Int, _ output: inout [UInt8]) {
    let user = index
    var hasHost = false
    while index < value.endIndex, !ASCII.isSpace(value[index]), value[index] != ASCII.slash {
      if value[index] == ASCII.at {
        hasHost = true
        break
      }
      index += 1
    }
    write(value[written..<user], to: &output)
    if hasHost, index != user {
      output += Self.placeholder.utf8
    } else {
      write(value[user..<index], to: &output)
    }
    written = index
  }

  /// The nearest of the secrets' words; the first in the list where two begin at one place.
  private func nextSecret(from start: Int) -> (start: Int, secret: [UInt8])? {
    guard start < value.endIndex else { return nil }
    for index in start..<value.endIndex {
      let byte = value[index]
      guard
        byte == UInt8(ascii: "k") || byte == UInt8(ascii: "s") || byte == UInt8(ascii: "p")
          || byte == UInt8(ascii: "h") || byte == UInt8(ascii: "f")
      else { continue }
      if let secret = Self.secrets.first(where: { value[index...].starts(with: $0) }) { return (index, secret) }
    }
    return nil
  }

  static func writeEscaped(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    for byte in bytes {
      if byte == ASCII.doubleQuote || byte == ASCII.backslash || byte == ASCII.apostrophe {
        output.append(ASCII.backslash)
      }
      output.append(byte)
    }
  }

  static func writeIndent(_ depth: Int, to output: inout [UInt8]) {
    output += repeatElement(ASCII.space, count: depth * 2)
  }
}
