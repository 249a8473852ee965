internal import SourceText

/// `# dovetrail:expires 2027-06-30 legacy-printer/printer-relay`: the last day on which the lines below it shall count.
///
/// A comment to the daemons; whoever looks for it later finds the date, and the profile and change that it belongs to.
package struct Expiry: Sendable, Equatable {
  /// `2027-06-30`
  package let day: String
  /// `legacy-printer/printer-relay`
  package let change: String

  package init(day: String, change: String) {
    self.day = day
    self.change = change
  }

  private static let word = "dovetrail:expires"

  package var marker: String { "# \(Self.word) \(day) \(change)" }

  /// Nil where the line is no such comment.
  package init?(_ line: ArraySlice<UInt8>) {
    let words = line.split(whereSeparator: { ASCII.isSpace($0) }).map(\.text)
    guard words.count >= 4, words[0] == "#", words[1] == Self.word, Self.day(words[2]) != nil else { return nil }
    self.init(day: words[2], change: words[3])
  }

  /// Every marker of a file, with its line.
  package static func markers(in bytes: [UInt8]) -> [(line: Int, expiry: Expiry)] {
    bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      Expiry(line).map { (index + 1, $0) }
    }
  }

  /// Whether `dovetrail:` stands anywhere: nearly no file has it, and to take one apart line by line takes time.
  package static func hasMarkers(_ bytes: [UInt8]) -> Bool {
    let word = Array("dovetrail:".utf8)
    var matched = 0
    for byte in bytes {
      // No part of the word begins like the whole, but for its first letter.
      matched = byte == word[matched] ? matched + 1 : byte == word[0] ? 1 : 0
      if matched == word.count { return true }
    }
    return false
  }

  /// `2027-06-30` where it is a day of the calendar.
  package static func day(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.hyphen }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day) ? text : nil
  }
}
