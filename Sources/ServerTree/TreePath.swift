internal import SourceText

/// A path as a daemon writes it, inside the root: any bytes but NUL, beginning with `/`, not normalised.
///
/// Two spellings of one file are two paths: Dovecot tells include loops by comparing the very strings.
package struct TreePath: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: String) { bytes = Array(text.utf8) }

  package var description: String { bytes.text }

  /// As one number: to hash bytes one by one costs several times as much.
  package func hash(into hasher: inout Hasher) {
    var number: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { number = (number ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hasher.combine(number)
  }

  /// The path up to and with its last `/`; the base of relative includes.
  package var directoryPart: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: ASCII.slash) else { return [] }
    return bytes[...slash]
  }

  package var lastComponent: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: ASCII.slash) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  package var isAbsolute: Bool { bytes.first == ASCII.slash }

  /// `text` itself where it is absolute, else behind the directory part of `self`.
  package func resolving(_ text: some Collection<UInt8>) -> TreePath {
    text.first == ASCII.slash ? TreePath(text) : TreePath(Array(directoryPart) + Array(text))
  }

  package func appending(_ component: some Collection<UInt8>) -> TreePath {
    var result = bytes
    if result.last != ASCII.slash { result.append(ASCII.slash) }
    result += component
    return TreePath(result)
  }
}
