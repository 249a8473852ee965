package import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// What differs in effect between two states of one server, setting by setting and scope by scope.
package enum EffectiveDifference {
  private struct Key: Hashable {
    let daemon: String
    let name: String
    let scope: String
  }

  /// In the order of the new state, what vanished last.
  package static func changes(from before: MailServer, to after: MailServer) -> [EffectiveChange] {
    let old = values(of: before)
    let new = values(of: after)
    var changes: [EffectiveChange] = []
    for key in new.order {
      let oldValue = old.values[key]
      let newValue = new.values[key]
      if oldValue != newValue { changes.append(change(key, before: oldValue, after: newValue)) }
    }
    for key in old.order where new.values[key] == nil {
      changes.append(change(key, before: old.values[key], after: nil))
    }
    return changes
  }

  private static func change(_ key: Key, before: SettingValueText?, after: SettingValueText?) -> EffectiveChange {
    EffectiveChange(
      daemon: key.daemon, name: key.name, scope: key.scope, before: before?.shown, after: after?.shown)
  }

  /// A value compared by its bytes and shown without its secrets.
  private struct SettingValueText: Equatable {
    let bytes: [UInt8]
    let shown: String
  }

  private static func values(of server: MailServer) -> (order: [Key], values: [Key: SettingValueText]) {
    var order: [Key] = []
    var values: [Key: SettingValueText] = [:]
    for service in server.postfix?.services ?? [] where service.isEnabled {
      let key = Key(daemon: "postfix", name: "service \(service.name)", scope: "")
      if values[key] == nil { order.append(key) }
      values[key] = SettingValueText(bytes: Array(service.command.utf8), shown: service.command)
    }
    for row in server.effectiveRows(in: nil) {
      let key = Key(
        daemon: row.daemon.rawValue, name: row.name, scope: server.graph.description(of: row.scope))
      if values[key] == nil { order.append(key) }
      values[key] = SettingValueText(
        bytes: Array(row.value.revealed(in: server.files)), shown: row.value.shown(in: server.files))
    }
    return (order, values)
  }
}
