internal import SourceText

/// `mail.example.net`: what Postfix takes for the name of a host (`valid_hostname`).
enum HostName {
  /// Letters, digits, hyphens and underscores in labels of up to 63 bytes, 255 in all, and not digits alone.
  static func isValid(_ name: some Collection<UInt8>) -> Bool {
    let labels = name.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    return name.count <= 255 && !name.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.dot }
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != ASCII.hyphen
          && label.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen || $0 == ASCII.underscore }
          && label.dropFirst(label.count - 1).first != ASCII.hyphen
      }
  }
}
