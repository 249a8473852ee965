import Certificates
import Testing

@Suite("A moment")
struct MomentTests {
  @Test(
    "a day by its calendar, leap days included",
    arguments: [
      (0, "1970-01-01"), (951_782_400, "2000-02-29"), (4_107_542_400, "2100-03-01"), (1_798_675_199, "2026-12-30"),
      (-1, "1969-12-31"),
    ])
  func day(seconds: Int, text: String) { #expect(Moment(secondsSince1970: seconds).day == text) }

  @Test("a day that is written begins with its first second; what is no day is none")
  func written() {
    #expect(Moment(day: "2000-02-29") == Moment(secondsSince1970: 951_782_400))
    for text in ["", "2000-13-01", "2000-02", "x-1-1", "99999-01-01"] { #expect(Moment(day: text) == nil) }
  }

  @Test("whole days between two moments")
  func days() {
    let day = Moment(secondsSince1970: 86_400)
    #expect(day.days(until: Moment(secondsSince1970: 86_400 * 3 + 5)) == 2)
    #expect(day.days(until: Moment(secondsSince1970: 86_399)) == -1)
    #expect(day.days(until: day) == 0)
  }
}
