internal import SwiftASN1

/// `notAfter=Nov 21 08:23:55 2036 GMT`: a second, counted from 1970.
package struct Moment: Hashable, Comparable, Sendable {
  package let secondsSince1970: Int

  package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  /// `2026-11-21`: its first second.
  package init?(day: String) {
    let parts = day.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...12).contains(month),
      (1...31).contains(day), (1970...9999).contains(year)
    else { return nil }
    secondsSince1970 = Self.day(of: year, month, day) * 86_400
  }

  package static func < (a: Moment, b: Moment) -> Bool { a.secondsSince1970 < b.secondsSince1970 }

  /// Whole days; negative for the past.
  package func days(until other: Moment) -> Int {
    let seconds = other.secondsSince1970 - secondsSince1970
    return seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
  }

  /// `2036-11-21`
  package var day: String {
    let date = Self.date(ofDay: (secondsSince1970 - (secondsSince1970 % 86_400 + 86_400) % 86_400) / 86_400)
    return "\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Moment {
  /// UTCTime until 2049, GeneralizedTime from then on (RFC 5280 section 4.1.2.5).
  init?(_ node: ASN1Node) {
    if let time = try? UTCTime(derEncoded: node) {
      self.init(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    } else if let time = try? GeneralizedTime(derEncoded: node) {
      self.init(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    } else {
      return nil
    }
  }

  private init(_ year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int) {
    let days = Self.day(of: year, month, day)
    secondsSince1970 = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
  }

  /// Days since 1970 in the Gregorian calendar; years begin in March, so that a leap day is the last.
  private static func day(of year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
