internal import SettingsGraph
internal import Testing

@Suite struct ReasonTests {
  static let reasons: [Reason] = [
    .laterInSameScope, .moreSpecificScope, .openedLater, .serviceOption, .scopeDoesNotMatch,
    .scopeUnknown(missingFact: "--remote"), .builtInDefault, .groupLosesToExplicit, .conflict, .commentedOut,
    .notIncluded,
    .serviceDisabled, .unknownName, .obsoleteName(new: "ssl"), .swallowedByContinuation, .lostByCommentInContinuation,
    .readByAnotherProcess, .mapNotRebuilt, .notReloaded, .madeMoot(by: "ssl = required"),
  ]

  /// Scripts read these words; a word that changes breaks them.
  @Test("the words of the vocabulary are what they were")
  func words() {
    #expect(
      Self.reasons.map(\.word) == [
        "laterInSameScope", "moreSpecificScope", "openedLater", "serviceOption", "scopeDoesNotMatch", "scopeUnknown",
        "builtInDefault", "groupLosesToExplicit", "conflict", "commentedOut", "notIncluded", "serviceDisabled",
        "unknownName",
        "obsoleteName", "swallowedByContinuation", "lostByCommentInContinuation", "readByAnotherProcess",
        "mapNotRebuilt", "notReloaded", "madeMoot",
      ])
  }

  @Test("every reason explains itself in one sentence and knows a next step", arguments: reasons)
  func sentences(_ reason: Reason) {
    for sentence in [reason.explanation, reason.nextStep] {
      #expect(sentence.hasSuffix("."))
      #expect(sentence.first?.isUppercase == true)
      #expect(!sentence.contains("\n"))
    }
  }

  @Test("a reason that names something names it in both sentences")
  func names() {
    #expect(Reason.scopeUnknown(missingFact: "--remote").explanation.contains("--remote"))
    #expect(Reason.scopeUnknown(missingFact: "--remote").nextStep.contains("--remote"))
    #expect(Reason.obsoleteName(new: "ssl").nextStep == "Write ssl.")
    #expect(Reason.madeMoot(by: "ssl = required").explanation.contains("ssl = required"))
  }
}
