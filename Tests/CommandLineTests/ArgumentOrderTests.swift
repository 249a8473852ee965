import Testing

@testable import dovetrail

@Suite("The order of arguments")
struct ArgumentOrderTests {
  @Test(
    "options may stand before the verb",
    arguments: [
      ("--root /x show dovecot", "show --root /x dovecot"),
      ("--root=/x --format json why ssl", "why --root=/x --format json ssl"),
      ("show --root /x", "show --root /x"),
      ("--version", "--version"),
      ("--root", "--root"),
      ("--root /x", "--root /x"),
      ("--root /x --help", "--root /x --help"),
    ])
  func reordering(given: String, wanted: String) {
    let arguments = given.split(separator: " ").map(String.init)
    #expect(ArgumentOrder.verbFirst(arguments).joined(separator: " ") == wanted)
  }
}

@Suite("The time of day")
struct ClockTests {
  @Test(
    "seconds since 1970 become UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_508_999, "2026-11-24T08:29:59Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    ])
  func calendar(seconds: Int, text: String) {
    #expect(Clock.text(secondsSince1970: seconds) == text)
  }
}
