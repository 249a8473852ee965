internal import Postfix
internal import SourceText

/// Values written into main.cf.
struct PostfixWriting {
  let configuration: PostfixConfiguration

  /// The last assignment of the parameter gets the value; where there is none, a line is added.
  func edits(_ wish: SettingWish) -> [SourceEdit]? {
    guard let main = configuration.main, let file = configuration.mainFile else { return nil }
    let value = Array(wish.value.utf8)
    let edits: [TextEdit]?
    if let entry = main.entries(named: wish.setting.utf8).last {
      edits = try? main.replacingValue(of: entry, with: value)
    } else {
      edits = try? main.adding(wish.setting, value: value)
    }
    return edits.map { $0.map { SourceEdit(file: file, edit: $0) } }
  }
}
