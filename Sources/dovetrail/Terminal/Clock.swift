internal import Certificates
internal import Glibc

/// The time of day, for plans and decisions.
enum Clock {
  static var moment: Moment { Moment(secondsSince1970: time(nil)) }

  static var now: String { text(secondsSince1970: time(nil)) }

  /// `2026-11-24T08:30:00Z`
  static func text(secondsSince1970 seconds: Int) -> String {
    let rest = seconds % 86_400
    return Moment(secondsSince1970: seconds).day
      + "T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
