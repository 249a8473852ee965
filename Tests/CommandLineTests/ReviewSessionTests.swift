import Planning
import Testing

@testable import dovetrail

@Suite("A review, key by key")
struct ReviewSessionTests {
  private static func session(_ keys: String, of verdicts: [Decision.Verdict]) -> (ReviewSession, ReviewSession.Step?) {
    var session = ReviewSession(
      ReviewedPlan.plan(verdicts), reviewer: "tester", time: "2026-11-24T08:30:00Z")
    var step: ReviewSession.Step?
    for key in keys.utf8 { step = session.press(key) }
    return (session, step)
  }

  @Test(
    "keys decide and move as in git add -p",
    arguments: [
      // keys, the decisions before, those after, the change that is asked about then
      ("y", "uuu", "auu", 1), ("n", "uuu", "ruu", 1), ("yny", "uuu", "ara", 2), ("a", "uuu", "aaa", 0),
      ("d", "uuu", "rrr", 0), ("ya", "uru", "ara", 2), ("j", "uuu", "uuu", 1), ("j", "uru", "uru", 2),
      ("jk", "uru", "uru", 0), ("J", "uru", "uru", 1), ("JK", "uru", "uru", 0), ("Jy", "uru", "uau", 2),
      ("jjn", "uuu", "uur", 0), ("k", "uuu", "uuu", 0), ("q", "uuu", "uuu", 0), ("yq", "uuu", "auu", 1),
      ("s", "uuu", "uuu", 0), ("?", "uuu", "uuu", 0), ("x", "uuu", "uuu", 0), ("", "auu", "auu", 1),
      ("a", "rua", "raa", 1), ("n", "aaa", "raa", 0),
    ])
  func keys(keys: String, before: String, after: String, index: Int) {
    let (session, _) = Self.session(keys, of: before.map(ReviewedPlan.verdict))
    #expect(session.plan.changes.map { ReviewedPlan.letter($0.decision.verdict) } == Array(after))
    #expect(session.index == index)
  }

  @Test(
    "a key that cannot do anything says why",
    arguments: [
      ("j", "ura", "No undecided change follows."), ("k", "uuu", "No undecided change stands before."),
      ("K", "uuu", "No change stands before."), ("JJJ", "uuu", "No change follows."),
    ])
  func obstacles(keys: String, before: String, sentence: String) {
    #expect(Self.session(keys, of: before.map(ReviewedPlan.verdict)).1 == .say(sentence))
  }

  @Test(
    "the session ends when the last change is decided, and at q and the end of input",
    arguments: ["yyy", "a", "d", "q", "\u{4}"])
  func end(keys: String) {
    #expect(Self.session(keys, of: [.undecided, .undecided, .undecided]).1 == .end)
  }

  @Test("a note goes with the decision that follows it, and with no other")
  func note() {
    var session = Self.session("", of: [.undecided, .undecided]).0
    #expect(session.press(UInt8(ascii: "e")) == .askNote)
    session.take(note: "until May")
    #expect(session.plan.changes[0].decision == .undecided)
    _ = session.press(UInt8(ascii: "y"))
    _ = session.press(UInt8(ascii: "n"))
    #expect(
      session.plan.changes.map(\.decision) == [
        Decision(.accepted, note: "until May", reviewer: "tester", time: "2026-11-24T08:30:00Z"),
        Decision(.rejected, note: "", reviewer: "tester", time: "2026-11-24T08:30:00Z"),
      ])
  }

  @Test("every key of the prompt is explained by the help, and the other way round")
  func help() {
    let session = Self.session("", of: [.undecided]).0
    let asked = session.prompt.split(separator: "[")[1].split(separator: "]")[0].split(separator: ",")
    #expect(Set(asked) == Set(ReviewSession.help.map { $0.prefix(1) }))
  }
}
