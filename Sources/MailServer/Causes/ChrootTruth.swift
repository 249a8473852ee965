internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `check_policy_service unix:/run/policy` of a chrooted smtpd: a path that is opened when the process has gone into its
/// jail begins at the queue directory.
///
/// Tables and certificates are opened before that and are seen (3.5 to 3.11).
struct ChrootTruth {
  let server: MailServer

  func implications(of resolution: Resolution) -> [Implication] {
    guard let postfix = server.postfix, server.graph[resolution.setting].daemon == .postfix,
      let winner = resolution.winner
    else { return [] }
    let name = server.graph.name(of: resolution.setting)
    guard let program = name.split(separator: "_").first.map(String.init), ["smtpd", "smtp", "lmtp"].contains(program),
      let value = server.value(of: name, of: .postfix, in: resolution.context),
      let service = chrooted(program, postfix, resolution.context)
    else { return [] }
    return paths(in: value, name).map { path in
      implication(path, service, value.span ?? server.graph[winner].origin.span)
    }
  }

  /// A service of the program that is chrooted: the one that was asked about, or the first.
  private func chrooted(_ program: String, _ postfix: PostfixConfiguration, _ context: Context) -> Service? {
    postfix.services.first { service in
      service.isEnabled && service.isChrooted && service.command == program
        && (context.service.map { service.name == $0 || service.service == $0 } ?? true)
    }
  }

  /// Absolute paths that are opened in the jail: sockets, and directories of certificates.
  private func paths(in value: EffectiveValue, _ name: String) -> [String] {
    // Of a socket that Dovecot should open, more is known than that it is not here (`LinkTruth`).
    if name == "smtpd_sasl_path", server.dovecot != nil { return [] }
    if name.hasSuffix("_tls_CApath") || name == "smtpd_sasl_path" {
      return value.text.hasPrefix("/") ? [value.text] : []
    }
    return value.words.compactMap { word in
      let bare = word.drop { $0 == "{" }
      for prefix in ["unix:/", "local:/"] where bare.hasPrefix(prefix) {
        return String(bare.dropFirst(prefix.count - 1))
      }
      return nil
    }
  }

  private func implication(_ path: String, _ service: Service, _ span: SourceSpan?) -> Implication {
    let queue = server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix"
    let column = server.chrootColumn(of: service.name)
    let isOutsideAlone = server.tree.exists(TreePath(path)) && !server.tree.exists(TreePath(queue + path))
    return Implication(
      "\(service.name) is chrooted (\(server.files.place(of: service.span))), and looks for \(path) at \(queue)\(path).",
      span: span, makesMoot: isOutsideAlone,
      remedy: Remedy(
        "Put it below \(queue) and write the path from there, or write n in the chroot column.", at: service.span,
        column.map { .replace($0, with: [UInt8(ascii: "n")]) } ?? .none))
  }
}

extension MailServer {
  /// The fifth column of `smtp inet n - y - - smtpd`; of two entries of a name the last counts.
  func chrootColumn(of service: String) -> SourceSpan? {
    guard let master = postfix?.master, let file = postfix?.masterFile,
      let entry = master.entries.last(where: { $0.name == service })
    else { return nil }
    return SourceSpan(file: file, entry.place(of: .chroot))
  }
}
