internal import MailServer
internal import ServerTree
internal import SourceText

/// How a wish can be made true on one server: by which edits, or why there are none.
enum WishFulfilment {
  /// Edits of the server's files, and what a reviewer should know besides.
  case edits([SourceEdit], notes: [String])
  case alreadyHolds(String)
  /// The wish is not meant for a server like this one.
  case doesNotApply(String)
  case obstacle(String)

  init(of wish: Wish, on server: MailServer, style: EditStyle = .inPlace) {
    self =
      switch wish {
      case .setting(let wish): SettingFulfilment(wish, server, style).way
      case .element(let wish): AddedElement(wish, server, style).way
      case .withoutElement(let wish): RemovedElement(wish, server).way
      case .service(let wish): ServiceFulfilment(wish, server).way
      case .closedPort(let wish): ClosedPort(wish, server, style).way
      }
  }

  /// Whether nothing is left to be done for the wish on the server as it stands.
  var isSettled: Bool {
    switch self {
    case .alreadyHolds, .doesNotApply: true
    case .edits, .obstacle: false
    }
  }
}

/// `--style in-place|drop-in`
package enum EditStyle: String, Sendable, CaseIterable {
  /// Where the setting stands, or where a reader would look for it.
  case inPlace = "in-place"
  /// A file of its own, where the daemon has includes.
  case dropIn = "drop-in"
}

/// An edit of a file of the server, or of one that is yet to be made.
struct SourceEdit: Sendable {
  /// Links followed.
  let path: TreePath
  let edit: TextEdit
  /// The file that the one to be made gets its owner and permissions from; nil where the file is there.
  let like: TreePath?

  init(_ edit: TextEdit, at path: TreePath) {
    self.init(edit, path, like: nil)
  }

  init(_ edit: TextEdit, making path: TreePath, like: TreePath) {
    self.init(edit, path, like: like)
  }

  private init(_ edit: TextEdit, _ path: TreePath, like: TreePath?) {
    self.path = path
    self.edit = edit
    self.like = like
  }

  init(_ edit: TextEdit, of file: FileID, in server: MailServer) {
    let path = TreePath(server.files[file].path)
    self.init(edit, at: (try? server.tree.resolvedPath(of: path)) ?? path)
  }
}
