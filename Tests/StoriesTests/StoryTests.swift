internal import Dovecot
internal import MailServer
internal import OracleSupport
internal import Planning
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText
internal import Testing

/// Each story: the winner, the reason and the edits of the answer; then the edits in a copy, and what the daemon's own
/// program says of it.
@Suite struct StoryTests {
  private func server(of path: String) throws -> MailServer { MailServer(reading: try ServerTree(root: path)) }

  @Test("every story of the samples is told here")
  func complete() async throws {
    let folders = try await ProgramRun.of(["ls", "\(packageFolder)/Samples/stories"]).outputText.split(separator: "\n")
    #expect(folders.filter { $0 != "README.md" }.map(String.init) == Story.all.map(\.folder).sorted())
    #expect(Story.all.count == 22)
  }

  @Test("the answer names the winner, the cause and the edits", arguments: Story.all)
  func answer(_ story: Story) throws {
    var server = try server(of: story.path)
    let setting = try server.find(SettingQuestion(story.question))
    let explanation = try #require(server.explanation(of: setting, in: story.context))
    #expect(explanation.winner?.span.map { server.files.path(of: $0.file) } == story.winner?.path)
    if let winner = story.winner {
      #expect(explanation.winner?.span.map(server.files.line) == (try story.number(of: winner)))
    }
    if let loser = story.loser {
      let place = "\(loser.line.path):\(try story.number(of: loser.line))"
      let found =
        explanation.losers.map { ($0.candidate.span, $0.reason) } + explanation.unread.map { ($0.span, $0.reason) }
      #expect(found.contains { $0.0.map(server.files.place) == place && $0.1.word == loser.reason }, "\(found)")
    }
    let sentences =
      explanation.implications.map(\.sentence) + explanation.losers.map(\.explanation)
      + explanation.unread.map(\.explanation)
    #expect(sentences.contains { $0.contains(story.cause) }, "\(sentences)")
    #expect(!explanation.next.isEmpty)
  }

  @Test("the steps lead to the expected value", arguments: Story.all)
  func steps(_ story: Story) throws {
    let expected = try expectation(of: story, in: story.path)
    #expect(!expected.holds && expected.isReached, "\(expected.steps) \(expected.rest ?? "")")
    #expect(expected.steps.count == story.edits.count)
    for (step, edit) in zip(expected.steps, story.edits) {
      guard let edit else { continue }
      #expect(step.place?.path == edit.path)
      #expect(step.place?.line == (try story.number(of: edit)))
    }
  }

  @Test("the daemon's own program says so too, before the edits and after them", arguments: Story.all)
  func proof(_ story: Story) async throws {
    guard story.root.isAvailable() else { return }
    let before = try await story.root.run(["bash", "-c", story.proof.script], tree: story.path)
    #expect(before.outputText == story.proof.before, "\(before.errorText)")
    let expected = try expectation(of: story, in: story.path)
    let copy = try await TemporaryTree().copy(story.path)
    for (path, bytes) in expected.contents { try copy.write(String(path.description.dropFirst()), bytes) }
    let commands = expected.commands.joined(separator: " && ")
    let script = (commands.isEmpty ? "" : "\(commands) 2>/dev/null\n") + story.proof.script
    let after = try await story.root.run(["bash", "-c", script], tree: copy.path)
    #expect(after.outputText == story.proof.after, "\(after.errorText)")
  }

  private func expectation(of story: Story, in path: String) throws -> ExpectedValue {
    var server = try server(of: path)
    let setting = try server.find(SettingQuestion(story.question))
    return ExpectedValue(story.expected, of: setting, in: story.context, on: server)
  }
}
