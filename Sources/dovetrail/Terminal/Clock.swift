internal import Glibc

/// The time of day, for plans and decisions.
enum Clock {
  static var now: String { text(secondsSince1970: time(nil)) }

  /// `2026-11-24T08:30:00Z`, by the proleptic Gregorian calendar.
  static func text(secondsSince1970 seconds: Int) -> String {
    let days = seconds / 86_400
    let rest = seconds % 86_400
    // Years are counted from March, so that the leap day is a year's last (Hinnant, "chrono-compatible date algorithms").
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
      + "T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
