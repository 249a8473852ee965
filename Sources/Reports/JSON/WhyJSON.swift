package import MailServer
package import Planning
internal import SettingsGraph
internal import SourceText

/// `{"schema":"dovetrail/why/1","setting",…}`
package enum WhyJSON {
  package static func document(
    _ explanation: Explanation, of server: MailServer, expected: ExpectedValue?, showingSecrets: Bool
  ) -> [UInt8] {
    var json = JSONWriter()
    func shown(_ value: SettingValue) -> String { value.shown(in: server.files, showingSecrets: showingSecrets) }
    json.object { json in
      json.field("schema", "dovetrail/why/1")
      json.field("setting", "\(explanation.daemon):\(explanation.name)")
      json.field("version", explanation.version.explanation)
      json.key("context")
      ContextJSON.write(explanation.context, to: &json)
      json.field("value", explanation.value.map(shown))
      json.field("expanded", (explanation.expandedValue ?? explanation.value).map(shown))
      json.key("winner")
      if let winner = explanation.winner {
        json.object { json in
          place(of: winner, server, to: &json)
          json.field("value", shown(winner.value))
          json.field("origin", server.originKind(of: winner.assignment))
          json.field("scope", server.graph.description(of: winner.scope))
        }
      } else {
        json.null()
      }
      json.key("losers")
      json.array(explanation.losers.map(Either.loser) + explanation.unread.map(Either.mention)) { json, either in
        json.object { json in
          switch either {
          case .loser(let loser): write(loser, server, showingSecrets, to: &json)
          case .mention(let mention): write(mention, explanation, server, showingSecrets, to: &json)
          }
        }
      }
      json.key("unread")
      json.array(explanation.unread) { json, mention in
        json.object { json in
          json.field("path", server.files.path(of: mention.span.file))
          json.field("line", server.files.line(of: mention.span))
          json.field("reason", mention.reason.word)
        }
      }
      if let expected {
        json.key("expected")
        write(expected, to: &json)
      }
      json.key("implications")
      json.array(explanation.implications) { json, implication in json.value(implication.sentence) }
      json.key("next")
      json.array(explanation.next) { json, next in
        json.object { json in
          json.field("path", next.span.map { server.files.path(of: $0.file) })
          json.field("line", next.span.map(server.files.line))
          json.field("edit", next.edit)
        }
      }
      json.key("unknown")
      json.array(explanation.unknown) { json, sentence in json.value(sentence) }
    }
    return json.document
  }

  // MARK: - Losers

  /// A candidate that lost, or a line that never was one: a reader asks about both in the same words.
  private enum Either {
    case loser(Explanation.Loser)
    case mention(UnreadMention)
  }

  private static func write(
    _ loser: Explanation.Loser, _ server: MailServer, _ showingSecrets: Bool, to json: inout JSONWriter
  ) {
    place(of: loser.candidate, server, to: &json)
    json.field("value", loser.candidate.value.shown(in: server.files, showingSecrets: showingSecrets))
    json.field("origin", server.originKind(of: loser.candidate.assignment))
    json.field("scope", server.graph.description(of: loser.candidate.scope))
    json.field("reason", loser.reason.word)
    json.field("explanation", loser.explanation)
    json.key("by")
    if let by = loser.by {
      json.object { json in place(of: by, server, to: &json) }
    } else {
      json.null()
    }
  }

  private static func write(
    _ mention: UnreadMention, _ explanation: Explanation, _ server: MailServer, _ showingSecrets: Bool,
    to json: inout JSONWriter
  ) {
    let isSecret = explanation.isSecret && !showingSecrets
    let value = mention.value.map { server.files.bytes(of: $0).text } ?? ""
    json.field("path", server.files.path(of: mention.span.file))
    json.field("line", server.files.line(of: mention.span))
    json.field("value", isSecret ? SettingValue.placeholder : value)
    json.field("origin", "text")
    json.field("scope", "")
    json.field("reason", mention.reason.word)
    json.field("explanation", mention.explanation)
    json.key("by")
    if let cause = mention.cause {
      json.object { json in
        json.field("path", server.files.path(of: cause.file))
        json.field("line", server.files.line(of: cause))
      }
    } else {
      json.null()
    }
  }

  // MARK: - The expected value

  private static func write(_ expected: ExpectedValue, to json: inout JSONWriter) {
    json.object { json in
      json.field("value", expected.value)
      json.field("holds", expected.holds)
      json.field("obstacle", expected.obstacle)
      json.key("steps")
      json.array(expected.steps) { json, step in
        json.object { json in
          json.field("obstacle", step.obstacle)
          json.field("path", step.place?.path)
          json.field("line", step.place?.line)
          json.field("edit", step.edit)
        }
      }
      json.field("reached", expected.isReached)
      json.field("rest", expected.rest)
    }
  }

  private static func place(of candidate: Explanation.Candidate, _ server: MailServer, to json: inout JSONWriter) {
    json.field("path", candidate.span.map { server.files.path(of: $0.file) })
    json.field("line", candidate.span.map(server.files.line))
  }
}
