internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual_transport = lmtp:unix:private/dovecot-lmtp`, and `example.net lmtp:unix:private/dovecot-lmtp` in a transport
/// table: where mail leaves Postfix through the program lmtp.
extension LinkFinder {
  private static let transports = [
    "virtual_transport", "mailbox_transport", "local_transport", "default_transport", "relay_transport",
    "fallback_transport",
  ]

  private static let tables = [
    "transport_maps", "mailbox_transport_maps", "fallback_transport_maps", "sender_dependent_default_transport_maps",
  ]

  var lmtp: [Link] {
    let services = lmtpServices
    guard !services.isEmpty else { return [] }
    let port = server.value(of: "lmtp_tcp_port", of: .postfix)?.text ?? "24"
    func call(_ text: String, _ value: EffectiveValue, _ line: Link.TableLine? = nil) -> Call? {
      guard let colon = text.firstIndex(of: ":"), let service = services[String(text[..<colon])] else { return nil }
      let nexthop = text[text.index(after: colon)...]
      guard !nexthop.isEmpty else { return nil }
      return Call(value, service, places.target(of: String(nexthop), service, hostPort: port), line: line)
    }
    let named = Self.transports.compactMap { name in
      server.value(of: name, of: .postfix).flatMap { $0.isWritten ? call($0.text, $0) : nil }
    }
    let starts = services.keys.map { Array("\($0):".utf8) }
    let looked = Self.tables.flatMap { name in
      server.value(of: name, of: .postfix).map { value in
        results(of: value) { result in starts.contains { result.starts(with: $0) } }.compactMap {
          call($0.text, value, $0.line)
        }
      } ?? []
    }
    return merged(.lmtp, named + looked)
  }

  /// The transports whose program is lmtp, by name; of two entries the last counts.
  private var lmtpServices: [String: Service] {
    var last: [String: Service] = [:]
    for service in postfix.services where service.isEnabled && service.type == "unix" {
      last[service.service] = service
    }
    return last.filter { $0.value.command == "lmtp" }
  }

  // MARK: - Tables

  private typealias Result = (text: String, line: Link.TableLine)

  /// The results of the tables of a value, as far as files tell them: of patterns those without `$1`, of databases none.
  private func results(of value: EffectiveValue, where isMeant: (ArraySlice<UInt8>) -> Bool) -> [Result] {
    guard value.isWritten else { return [] }
    let opener = postfix.tableOpener(server.tree)
    return TableReference.all(in: value.bytes[...]).prefix(Self.maximumTables).flatMap { reference -> [Result] in
      let opened = opener.open(Array("\(reference.type):".utf8) + reference.nameBytes)
      func line(_ number: Int) -> Link.TableLine {
        Link.TableLine(table: reference.text, path: opened.source?.description, number: number)
      }
      switch opened.table {
      case .keyed(let table): return table.values(where: isMeant).map { ($0.value.text, line($0.line)) }
      case .patterns(let table): return table.values(where: isMeant).map { ($0.value.text, line($0.line)) }
      case .constant(let text): return isMeant(text[...]) ? [(text.text, line(1))] : []
      default: return []
      }
    }
  }

  private static let maximumTables = 100
}
