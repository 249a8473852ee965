internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// What the daemon looks for on the system round the configuration: the users it runs as, the directory of its
/// plugins. Only a tree that has this part of the system can tell.
struct InstalledSystem {
  let tree: ServerTree

  // MARK: - Users

  static let users = ["default_login_user", "default_internal_user"]

  /// `default_login_user = dovenull`: the program's users must be in /etc/passwd, by their names.
  ///
  /// A user that is not written is the package's own business. 2.3 and 2.4.1 refuse the file (doveconf); from 2.4.2 on
  /// the master process does.
  func checkUsers(_ written: [(name: String, text: String, span: SourceSpan)], _ state: inout ReadingState) {
    guard !written.isEmpty, let users = users() else { return }
    for (name, user, span) in written where !users.contains(Array(user.utf8)) {
      let message = "There is no user \(user) in /etc/passwd."
      let (daemonText, nextStep) = ("\(name) doesn't exist: \(user)", "Create the user, or correct the name.")
      if state.version >= ProgramVersion(2, 4, 2) {
        state.refuseAtStart("missing-user", message, at: span, daemonText: daemonText, nextStep: nextStep)
      } else {
        state.refuseWhole("missing-user", message, at: span, daemonText: daemonText, nextStep: nextStep)
      }
    }
  }

  /// Nil where the system has no file of them, or knows others besides (LDAP).
  private func users() -> Set<[UInt8]>? {
    guard let file = try? tree.read(TreePath("/etc/passwd")), NameService(in: tree).otherSource(of: "passwd") == nil
    else { return nil }
    return Set(file.bytes.split(separator: ASCII.lineFeed).map { Array($0.prefix { $0 != ASCII.colon }) })
  }

  // MARK: - Plugins

  /// `mail_plugin_dir = /usr/lib/dovecot/modules`, where any plugin is loaded.
  func checkPluginDirectory(
    _ settings: any CheckedSettings, at span: SourceSpan?, default own: String, _ state: inout ReadingState
  ) {
    guard !settings.words("mail_plugins").isEmpty, let span else { return }
    let directory = settings.text("mail_plugin_dir")
    guard let reason = reason(against: directory, default: own) else { return }
    state.refuseWhole(
      "missing-plugin-directory", "The directory of the plugins cannot be read.", at: span,
      daemonText: "mail_plugin_dir: access(\(directory)) failed: \(reason)",
      nextStep: "Correct the path, or remove the line: the program knows its own directory.")
  }

  /// Why a directory cannot be read, as far as the tree tells. A tree without the program's own directory is a copy of
  /// a part of the system, and what it lacks may be there.
  private func reason(against directory: String, default own: String) -> String? {
    if directory.isEmpty { return TreeError.absent.reason }
    guard directory.hasPrefix("/") || directory == CheckedBlock.unknownValue else { return nil }
    do throws(TreeError) {
      guard case .file(let status) = try tree.entry(at: TreePath(directory)), status.mode & 0o111 == 0 else {
        return nil
      }
      return TreeError.permissionDenied.reason
    } catch {
      guard error != .absent || tree.exists(TreePath(own)) else { return nil }
      return error.reason
    }
  }
}

extension Language2_3 {
  func check(_ system: InstalledSystem, _ state: inout ReadingState) {
    let global = CheckedRecord(record: records[0], global: records[0], state: state)
    let users = InstalledSystem.users.compactMap { name in
      global.span(of: [name]).map { (name, global.text(name), $0) }
    }
    system.checkUsers(users, &state)
    let names = ["mail_plugin_dir", "mail_plugins"]
    let settings = names.compactMap { state.graph.find(.dovecot, $0.utf8) }
    let own = state.catalogue.entry(at: names[0].utf8)?.rawDefault.text ?? ""
    for record in records where settings.contains(where: { record.current[$0] != nil }) {
      let checked = CheckedRecord(record: record, global: records[0], state: state)
      system.checkPluginDirectory(checked, at: checked.span(of: names), default: own, &state)
    }
  }
}

extension Language2_4 {
  func check(_ system: InstalledSystem, _ state: inout ReadingState) {
    let global = CheckedBlock(block: blocks[0], state: state)
    let users = InstalledSystem.users.compactMap { name in
      span(of: name, in: blocks[0], state).map { (name, global.text(name), $0) }
    }
    system.checkUsers(users, &state)
    let name = Array("mail_plugin_dir".utf8)
    let own = state.catalogue.entry(at: name)?.rawDefault.text ?? ""
    for block in blocks.blocks {
      guard case .value(let id) = block.entries[name] else { continue }
      let checked = CheckedBlock(block: block, state: state)
      // From 2.4.2 on a module with a value that is not known is passed over.
      if state.version >= ProgramVersion(2, 4, 2), checked.isUnknown(id) { continue }
      system.checkPluginDirectory(checked, at: state.graph[id].origin.span, default: own, &state)
    }
  }
}
