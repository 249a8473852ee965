import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Answers of the installed postconf", .serialized)
struct RealPostconfTests {
  @Test("the stock tree of each release prints as its own postconf prints it", arguments: RealPostconf.all.indices)
  func stockTrees(index: Int) async throws {
    let real = RealPostconf.all[index]
    guard real.root.isAvailable() else { return }
    let tree = try ServerTree(root: real.root.path)
    for option in ["-n", "-nx", "", "-x", "-M", "-P", "-Px"] {
      let run = try await real.root.run(["sh", "-c", "postconf -c /etc/postfix \(option) | grep -v '^process_id ='"])
      let errors = run.errorText.split(separator: "\n")
      let expected = PostconfCommand.Answer(output: run.output, errors: errors)
      let reading = Reading(tree, real.version, host: RealPostconf.host)
      let answer = PostconfCommand(option.isEmpty ? [] : [option]).answer(reading.configuration)
      let difference = answer.withoutProcessNumber.difference(from: expected)
      #expect(difference == nil, "postconf \(option)")
    }
  }

  @Test("random pairs of main.cf and master.cf print as postconf prints them", arguments: RealPostconf.all.indices)
  func randomPairs(index: Int) async throws {
    let real = RealPostconf.all[index]
    guard real.root.isAvailable() else { return }
    var generator = SplitMix64(seed: propertySeed(20_240_613 + UInt64(index)))
    let count = propertyCount(150)
    let pairs = (0..<count).map { _ in RandomConfiguration.pair(&generator) }
    var different: [String] = []
    let options = ["-n", "-nx", "-M", "-P", "-Px", "-x"]
    for batch in stride(from: 0, to: count, by: 500) {
      let chunk = Array(pairs[batch..<min(batch + 500, count)])
      let answers = try await real.answers(chunk, options)
      #expect(answers.count == chunk.count)
      for (number, (pair, answers)) in zip(chunk, answers).enumerated() {
        different += Self.differences(pair, number, answers, options, real.version)
      }
    }
    print("postfix \(real.version): \(count) random pairs compared, \(different.count) answers differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(6).joined(separator: "\n")))
  }

  private static func differences(
    _ pair: RealPostconf.Pair, _ number: Int, _ answers: [PostconfCommand.Answer], _ options: [String],
    _ version: ProgramVersion
  ) -> [String] {
    let directory = "/c/\(number)"
    let tree = ServerTree(files: [("\(directory)/main.cf", pair.main), ("\(directory)/master.cf", pair.master)])
    let reading = Reading(tree, version, directory: directory, host: RealPostconf.host)
    return zip(options, answers).compactMap { option, real in
      let ours = PostconfCommand([option]).answer(reading.configuration)
      guard let difference = ours.withoutProcessNumber.difference(from: real.withoutProcessNumber) else { return nil }
      return "postconf \(option): \(difference)\n--main.cf--\n\(pair.main.text)\n--master.cf--\n\(pair.master.text)\n\n"
    }
  }
}

extension PostconfCommand.Answer {
  /// Without the line `process_id = …`, which is another one at each run.
  var withoutProcessNumber: PostconfCommand.Answer {
    let lines = output.split(separator: 10, omittingEmptySubsequences: false)
    let kept = lines.filter { !$0.starts(with: Array("process_id =".utf8)) }
    return PostconfCommand.Answer(
      Array(kept.joined(separator: [10])), warnings, refusal: refusal, otherRefusals: otherRefusals)
  }
}
