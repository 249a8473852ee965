internal import SourceText

/// Bytes on their way to a terminal or file; one write at the end, or one for every 64 KiB where there may be much.
package struct TextOutput: Sendable {
  package var bytes: [UInt8] = []
  package let style: TextStyle
  private let sink: (@Sendable ([UInt8]) -> Void)?
  private static let chunkSize = 1 << 16

  /// - Parameter sink: takes what is there whenever it is much; the rest is the caller's.
  package init(style: TextStyle = TextStyle(), sink: (@Sendable ([UInt8]) -> Void)? = nil) {
    self.style = style
    self.sink = sink
  }

  package mutating func line(_ text: String = "", _ emphasis: TextStyle.Emphasis? = nil) {
    bytes += (emphasis.map { style.styled(Self.printable(text), $0) } ?? Self.printable(text)).utf8
    bytes.append(ASCII.lineFeed)
    guard bytes.count >= Self.chunkSize, let sink else { return }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// A part of a line.
  mutating func text(_ text: String) { bytes += Self.printable(text).utf8 }

  /// A paragraph, folded at the terminal's width with every further line indented alike.
  package mutating func paragraph(_ text: String, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    let room = max(40, (style.width ?? 100) - indent)
    var current = ""
    for word in text.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > room {
        line(margin + current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    if !current.isEmpty { line(margin + current) }
  }

  /// Already rendered bytes, such as a diff.
  package mutating func raw(_ text: some Sequence<UInt8>) { bytes += text }

  /// A configuration may hold escape sequences; a terminal must not obey them.
  static func printable(_ text: String) -> String {
    // Nearly all text is plain ASCII, which needs no decoding to be seen through.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    guard text.unicodeScalars.contains(where: Self.isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        let hex = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: max(0, 2 - hex.count)) + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\t" && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
  }
}
