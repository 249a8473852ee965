internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `args = /etc/dovecot/dovecot-sql.conf.ext`: files of 2.3 that have settings of their own.
///
/// Their settings are called `FILE:name` on the graph. The lexer differs from the main one (2.3.19, lib-settings): a
/// comment does not end a continued line, there is no `<file`, and `$` means nothing but `$ENV:NAME`.
struct ExternalFiles {
  /// The kinds whose `args` is nothing but the path of such a file.
  private static let drivers: Set<String> = ["sql", "ldap", "dict", "oauth2"]
  private static let maximumFiles = 1_000

  /// A file, and the assignment that names it.
  private struct Use {
    let path: TreePath
    let assignment: AssignmentID
  }

  /// Reads the files that the configuration names, and tells which it cannot read.
  static func read(for language: Language2_3, of tree: ServerTree, _ state: inout ReadingState) -> [Document] {
    var documents: [Document] = []
    var seen: Set<TreePath> = []
    for use in uses(language, state) {
      state.graph.add(
        Edge(
          .reads, from: .assignment(use.assignment), to: .file(use.path.description),
          explanation: "The file holds the settings of this database."))
      guard seen.insert(use.path).inserted, seen.count <= maximumFiles else { continue }
      do throws(TreeError) {
        let file = try tree.read(use.path)
        var reader = ExternalReader(file: use.path, namedBy: use.assignment, tree: tree)
        documents += reader.read(file.bytes, &state)
      } catch {
        noteUnreadable(use, error, &state)
      }
    }
    return documents
  }

  private static func uses(_ language: Language2_3, _ state: ReadingState) -> [Use] {
    var uses: [Use] = []
    for record in language.records {
      for section in record.sections where !section.isUnique {
        guard let driver = value(section.path, "driver", record, state), drivers.contains(driver.text.text),
          let args = value(section.path, "args", record, state), args.text.first == ASCII.slash
        else { continue }
        uses.append(Use(path: TreePath(args.text), assignment: args.id))
      }
      for (setting, id) in record.current {
        guard state.graph.names[state.graph[setting].name].starts(with: Array("dict/".utf8)) else { continue }
        // `sql:/path`, `mysql:/path`, `ldap:/path`
        let text = state.nativeValue(of: id)
        guard let colon = text.firstIndex(of: ASCII.colon), text[(colon + 1)...].first == ASCII.slash,
          text.suffix(4).elementsEqual(".ext".utf8) || text.suffix(5).elementsEqual(".conf".utf8)
        else { continue }
        uses.append(Use(path: TreePath(text[(colon + 1)...]), assignment: id))
      }
    }
    return uses.sorted { $0.assignment < $1.assignment }
  }

  private static func value(
    _ section: [UInt8], _ name: String, _ record: FilterRecord, _ state: ReadingState
  ) -> (text: ArraySlice<UInt8>, id: AssignmentID)? {
    guard let setting = state.graph.find(.dovecot, section + [ASCII.slash] + name.utf8),
      let id = record.current[setting]
    else { return nil }
    return (state.nativeValue(of: id), id)
  }

  private static func noteUnreadable(_ use: Use, _ error: TreeError, _ state: inout ReadingState) {
    guard let span = state.graph[use.assignment].origin.span else { return }
    state.warn(
      "unreadable-external-file", "\(use.path) cannot be read: \(error.reason). What it sets is unknown.", at: span,
      nextStep: error.isAbsent ? "Create the file, or correct the path." : "Run as a user who may read it.")
  }
}
