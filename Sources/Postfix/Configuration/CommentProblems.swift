internal import SettingsGraph
internal import SourceText

/// Comments inside values that make a reader take the lines below for something else than Postfix does.
///
/// `postconf` and the daemons say nothing: a comment never ends a value (3.5 to 3.11).
struct CommentProblems {
  private let configuration: PostfixConfiguration
  private let main: MainCf
  private let file: FileID

  init(_ configuration: PostfixConfiguration, _ main: MainCf, _ file: FileID) {
    self.configuration = configuration
    self.main = main
    self.file = file
  }

  var all: [Diagnostic] {
    main.commentsInValues.compactMap { comment in commentedStart(comment) ?? commentedItem(comment) }
  }

  /// `#mynetworks = a,⏎    b`: the rest of a value whose first line is a comment continues the value above.
  private func commentedStart(_ comment: CommentInValue) -> Diagnostic? {
    guard let split = try? NameValue(splitting: main.lines.bytes[comment.text]),
      configuration.values.isBuiltIn(main.lines.bytes[split.name])
    else { return nil }
    let name = main.lines.bytes[split.name].text
    return Diagnostic(
      .warning, code: "postfix.lines-of-comment",
      "This line continues \(owner(of: comment)), since the first line of \(name) above it is a comment.",
      at: span(comment.next), notes: [.init("the commented line", at: span(comment.line))],
      nextStep: "Comment this line out too, or remove the # above it.")
  }

  /// `#   b,` in a list: the list goes on below it.
  private func commentedItem(_ comment: CommentInValue) -> Diagnostic? {
    let text = main.lines.bytes[comment.text]
    guard Tokens.split(text).count == 1, text.contains(where: ASCII.isAlphanumeric),
      isList(main.name(of: main.entries[comment.entry]))
    else { return nil }
    return Diagnostic(
      .note, code: "postfix.comment-inside-list",
      "This comment does not end \(owner(of: comment)): the lines below it belong to the list too.",
      at: span(comment.line), notes: [.init("the list goes on here", at: span(comment.next))],
      nextStep: "Move the comment above the assignment, if the list is hard to read.")
  }

  private func isList(_ name: ArraySlice<UInt8>) -> Bool {
    switch configuration.catalogue[name]?.kind {
    case .restrictions, .simpleRestrictions, .restrictionClasses, .matchList, .maps, .milters, .list: true
    default: false
    }
  }

  private func owner(of comment: CommentInValue) -> String { main.name(of: main.entries[comment.entry]).text }

  private func span(_ range: Range<Int>) -> Diagnostic.Place { .span(SourceSpan(file: file, range)) }
}
