package import MailServer
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
      json.array(explanation.losers) { json, loser in
        json.object { json in
          place(of: loser.candidate, server, to: &json)
          json.field("value", shown(loser.candidate.value))
          json.field("origin", server.originKind(of: loser.candidate.assignment))
          json.field("scope", server.graph.description(of: loser.candidate.scope))
          json.field("reason", loser.reason.word)
          json.field("explanation", loser.reason.explanation)
          json.key("by")
          if let by = loser.by {
            json.object { json in place(of: by, server, to: &json) }
          } else {
            json.null()
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
        json.object { json in
          json.field("value", expected.value)
          json.field("holds", expected.holds)
          json.field("obstacle", expected.obstacle)
        }
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

  private static func place(of candidate: Explanation.Candidate, _ server: MailServer, to json: inout JSONWriter) {
    json.field("path", candidate.span.map { server.files.path(of: $0.file) })
    json.field("line", candidate.span.map(server.files.line))
  }
}
