internal import MailServer
internal import SourceText

/// How a wish can be made true on one server: by which edits, or why there are none.
enum WishFulfilment {
  /// Edits of files that were read, and what a reviewer should know besides.
  case edits([SourceEdit], notes: [String])
  case alreadyHolds(String)
  /// The wish is not meant for a server like this one.
  case doesNotApply(String)
  case obstacle(String)

  init(of wish: Wish, on server: MailServer) {
    self =
      switch wish {
      case .setting(let daemon, let alternatives): SettingFulfilment(daemon, alternatives, server).way
      case .withoutElement(let parameter, let element): ListFulfilment(element, of: parameter, server).way
      case .service(let service): ServiceFulfilment(service, server).way
      }
  }

  /// Whether the wish is true of the server as it stands.
  var holds: Bool {
    if case .alreadyHolds = self { return true }
    return false
  }
}

/// An edit of a file that was read.
struct SourceEdit: Sendable {
  let file: FileID
  let edit: TextEdit
}
