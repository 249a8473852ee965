internal import SourceText

/// `%{sha1}`, `%B{sha256:128}`: hashes in a text (`hash-format.c`).
enum HashFormat {
  /// The methods that the program has, and how many bits each gives.
  static let bits: [String: Int] = [
    "md4": 128, "md5": 128, "sha1": 160, "sha256": 256, "sha384": 384, "sha512": 512, "sha3-256": 256,
    "sha3-512": 512, "size": 64,
  ]

  /// What the daemon says about the first thing that is wrong.
  static func complaint(about text: String) -> String? {
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: percent)...]
      if rest.first == "B" || rest.first == "X" { rest = rest.dropFirst() }
      guard rest.first == "{" else { return "No '{' after '%'" }
      guard let end = rest.firstIndex(of: "}") else { return "Missing '}'" }
      if let complaint = complaint(aboutMethod: rest[rest.index(after: rest.startIndex)..<end]) { return complaint }
      rest = rest[end...]
    }
    return nil
  }

  private static func complaint(aboutMethod text: Substring) -> String? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let most = bits[String(parts[0])] else { return "Unknown hash method: \(parts[0])" }
    guard parts.count > 1 else { return nil }
    guard parts[1].utf8.allSatisfy(ASCII.isDigit), let number = Int(parts[1]), (1...most).contains(number) else {
      return "Invalid :bits number: \(parts[1])"
    }
    return number % 8 == 0 ? nil : "Currently :bits must be divisible by 8: \(parts[1])"
  }
}

/// `%08Xu%08Xv`: the variables of 2.3.
enum OldVariables {
  /// What is wrong with a `pop3_uidl_format`.
  static func uidlComplaint(_ text: [UInt8]) -> String? {
    var hasVariable = false
    var index = 0
    while index < text.count {
      defer { index += 1 }
      guard text[index] == ASCII.percent, index + 1 < text.count else { continue }
      index += 1
      let key = key(text, &index)
      switch key {
      case UInt8(ascii: "v"), UInt8(ascii: "u"), UInt8(ascii: "m"), UInt8(ascii: "f"), UInt8(ascii: "g"):
        hasVariable = true
      case ASCII.percent: break
      default: return "Unknown pop3_uidl_format variable: %\([key].text)"
      }
    }
    return hasVariable ? nil : "pop3_uidl_format setting doesn't contain any %% variables."
  }

  /// Behind a width (`-2.3`), a `0` and modifiers (`L`, `X` …) the letter itself.
  private static func key(_ text: [UInt8], _ index: inout Int) -> UInt8 {
    while index + 1 < text.count, isModifier(text[index]) { index += 1 }
    return text[index]
  }

  private static func isModifier(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || "-.LUEXRHMNDT".utf8.contains(byte)
  }
}

/// `http://host/path`: as far as a setting's check looks at it.
enum URLText {
  /// The scheme in lower case; nil where there is none.
  static func scheme(_ text: String) -> String? {
    let name = text.utf8.prefix { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
    guard let first = name.first, !ASCII.isDigit(first), ASCII.isAlphanumeric(first),
      name.endIndex < text.utf8.endIndex,
      text.utf8[name.endIndex] == ASCII.colon
    else { return nil }
    return String(name)?.lowercased()
  }

  static func complaint(about text: String) -> String? {
    guard let scheme = scheme(text) else { return "Relative HTTP URL not allowed" }
    return scheme == "http" || scheme == "https" ? nil : "Not an HTTP URL"
  }
}
