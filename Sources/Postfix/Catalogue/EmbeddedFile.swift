internal import CEmbedded
internal import SourceText

/// A file that is part of the program. All that is unsafe about it is in this file: the C side promises a text that
/// ends with NUL and `count` bytes, both of which live as long as the program.
struct EmbeddedFile: Sendable {
  let name: String
  let bytes: [UInt8]

  private init(_ file: dovetrail_embedded_file) {
    name = unsafe String(cString: file.name)
    bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  /// The versions that have a catalogue, oldest first.
  static var catalogueVersions: [String] {
    unsafe (0..<dovetrail_postfix_catalogues.count).map { index in
      unsafe String(cString: dovetrail_postfix_catalogues.files[index].name)
    }
  }

  static func catalogue(_ index: Int) -> EmbeddedFile {
    unsafe EmbeddedFile(dovetrail_postfix_catalogues.files[index])
  }

  static var deprecated: EmbeddedFile { unsafe EmbeddedFile(dovetrail_postfix_deprecated) }
  static var legacySuffixes: EmbeddedFile { unsafe EmbeddedFile(dovetrail_postfix_legacy_suffixes) }
  static var restrictions: EmbeddedFile { unsafe EmbeddedFile(dovetrail_postfix_restrictions) }
  static var unicode: EmbeddedFile { unsafe EmbeddedFile(dovetrail_unicode) }
}
