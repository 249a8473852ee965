internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// One thing that stands between a setting and a value, and what to do about it.
struct Obstacle {
  let sentence: String
  let span: SourceSpan?
  let edit: Remedy?
  /// The edit makes a line of its own, elsewhere than the cause stands.
  private(set) var isNewLine = false

  init(_ sentence: String, at span: SourceSpan?, _ edit: Remedy?) {
    self.sentence = sentence
    self.span = span
    self.edit = edit
    isNewLine = edit?.span == nil && span == nil
  }

  /// What stands at `span` is no assignment, and `edit` writes one where it is read.
  init(_ sentence: String, at span: SourceSpan?, writing edit: Remedy) {
    self.init(sentence, at: span, edit)
    isNewLine = true
  }

  init(_ implication: Implication, on server: MailServer) {
    self.init(implication.sentence, at: implication.span, implication.remedy)
  }
}

/// What stands in the way of a value as one tree is, the nearest to the reader's own line first.
struct Obstacles {
  private let wanted: String
  private let explanation: Explanation
  private let server: MailServer

  init(to wanted: String, _ explanation: Explanation, on server: MailServer) {
    self.wanted = wanted
    self.explanation = explanation
    self.server = server
  }

  private func isWanted(_ value: SettingValue) -> Bool { isWanted(value.revealed(in: server.files)) }

  /// Postfix has no quotes: they are a part of its values.
  private func isWanted(_ value: ArraySlice<UInt8>) -> Bool {
    SameValue.holds(explanation.daemon == .postfix ? value : SameValue.unquoted(value), Array(wanted.utf8))
  }

  var valueHolds: Bool {
    [explanation.value, explanation.expandedValue, explanation.winner?.value].contains { $0.map(isWanted) ?? false }
  }

  /// What to try, the reader's own line before the line that counts. Of those that are only tried, one counts where the
  /// value holds once it is out of the way.
  var tried: [Obstacle] { causes + commentedOptions }

  /// The reader's own line, if one has the value and does not count; else the line that counts.
  var first: Obstacle { believed ?? beaten ?? commented ?? lost ?? unknown ?? renamed ?? decided }

  // MARK: - Lines that were never assignments

  private var believed: Obstacle? { mention { $0.reason != .commentedOut && $0.reason != .serviceDisabled } }

  /// An option in a comment counts for its own service, which need not be the question's: it is only tried.
  private var commented: Obstacle? {
    mention { $0.reason == .commentedOut && $0.span.file != server.postfix?.masterFile }
  }

  private var commentedOptions: [Obstacle] {
    explanation.unread.compactMap { mention in
      guard mention.reason == .commentedOut, mention.span.file == server.postfix?.masterFile,
        case .replace? = mention.remedy?.action
      else { return nil }
      return Obstacle(sentence(mention), at: mention.span, mention.remedy)
    }
  }

  private func mention(_ isMeant: (UnreadMention) -> Bool) -> Obstacle? {
    let found = explanation.unread.first { mention in
      guard isMeant(mention), let value = mention.value, let action = mention.remedy?.action, action != .none else {
        return false
      }
      // Of a value whose lines fell apart, no part is what was expected.
      let isInPieces = mention.reason == .lostByCommentInContinuation && explanation.winner?.span == nil
      return isInPieces || isWanted(mention.meaning?[...] ?? server.files.bytes(of: value))
    }
    return found.map { Obstacle(sentence($0), at: $0.span, $0.remedy) }
  }

  private func sentence(_ mention: UnreadMention) -> String {
    "\(server.files.place(of: mention.span)) is not read. \(mention.explanation)"
  }

  /// The reader's own line stands where nothing reads it, and no edit of the text there helps (`10-ssl.conf.bak`): the
  /// line has to be written where the value is decided.
  private var lost: Obstacle? {
    let found = explanation.unread.first { mention in
      switch mention.reason {
      case .commentedOut, .serviceDisabled, .unknownName, .obsoleteName: false
      default: mention.value.map { isWanted(server.files.bytes(of: $0)) } ?? false
      }
    }
    return found.map { mention in
      explanation.winner?.span == nil
        ? Obstacle(sentence(mention), at: mention.span, writing: newLine)
        : Obstacle(sentence(mention), at: mention.span, change)
    }
  }

  /// A name that this version does not know: no line of that name would be read.
  private var unknown: Obstacle? {
    guard explanation.winner == nil,
      let mention = explanation.unread.first(where: { mention in
        switch mention.reason {
        case .unknownName, .obsoleteName: true
        default: false
        }
      })
    else { return nil }
    let advice = mention.remedy.map { Remedy($0.sentence, at: $0.span ?? mention.span) }
    return Obstacle(sentence(mention), at: mention.span, advice)
  }

  /// `disable_plaintext_auth = yes` in a tree of 2.4, and yes was expected of auth_allow_cleartext: the line of the other
  /// version is the one to write anew, since the daemon refuses it as long as it stands there.
  private var renamed: Obstacle? {
    guard explanation.winner?.span == nil else { return nil }
    let found = explanation.unread.first { mention in
      guard case .obsoleteName = mention.reason, mention.meaning != nil,
        case .replace(_, let bytes)? = mention.remedy?.action
      else { return false }
      return !bytes.contains(ASCII.lineFeed)
    }
    return found.map { mention in
      let line = "\(explanation.name) = \(shownWish)"
      return Obstacle(
        sentence(mention), at: mention.span,
        Remedy(
          "Write `\(line)` here.", at: mention.span,
          .replace(mention.span, with: Array("\(explanation.name) = \(writtenWish)".utf8))))
    }
  }

  // MARK: - What the writing of the winning line does

  /// Causes with an edit of the text, each to be tried: a value that a `#` cuts off, options of a commented service.
  private var causes: [Obstacle] {
    explanation.implications.compactMap { implication in
      guard case .replace? = implication.remedy?.action else { return nil }
      return Obstacle(implication, on: server)
    }
  }

  // MARK: - Candidates that lost

  private var beaten: Obstacle? {
    guard let loser = explanation.losers.first(where: { isWanted($0.candidate.value) && $0.candidate.span != nil }),
      let span = loser.candidate.span
    else { return nil }
    let place = server.files.place(of: span)
    let sentence = "\(place) has it, and does not count. \(loser.explanation)"
    switch loser.reason {
    case .scopeDoesNotMatch, .scopeUnknown: return nil
    case .readByAnotherProcess:
      return Obstacle(
        sentence, at: span,
        Remedy(
          "Write `\(explanation.name) = \(wanted)` in main.cf.", at: nil,
          .setEverywhere(explanation.name, value: wanted)))
    case .unknownName: return nil
    default: return Obstacle(sentence, at: span, change)
    }
  }

  // MARK: - What decides now

  private var decided: Obstacle {
    guard let winner = explanation.winner, let span = winner.span else {
      let counts = explanation.winner == nil ? "" : ", so the built-in default counts"
      return Obstacle("Nothing assigns \(explanation.name)\(counts).", at: nil, newLine)
    }
    if let cut = cutAtComment { return cut }
    let decides = "\(server.files.place(of: span)) decides, and has another value."
    // What takes the effect of the other value away is no cause of this one's absence.
    let cause = explanation.implications.first { !$0.standsInTheWay && $0.remedy != nil && $0.span == span }
    return Obstacle(cause.map { "\(decides) \($0.sentence)" } ?? decides, at: span, change)
  }

  /// `login_greeting = Ready #1`, and all of it was meant.
  private var cutAtComment: Obstacle? {
    guard explanation.daemon == .dovecot, let winner = explanation.winner,
      let value = server.graph[winner.assignment].valueSpan
    else { return nil }
    let file = server.files[value.file]
    let line = file.lines.range(ofLine: file.lines.position(of: Int(value.upper)).line)
    let rest = file.bytes[Int(value.upper)..<max(line.upperBound, Int(value.upper))]
    guard rest.drop(while: ASCII.isBlank).first == ASCII.hash,
      isWanted(file.bytes[Int(value.lower)..<rest.endIndex].trimmingSpace())
    else { return nil }
    return Obstacle(
      "The value ends at the #, which starts a comment: what stands behind it is not read.", at: value, change)
  }

  private var newLine: Remedy {
    ofService
      ?? Remedy("Write `\(explanation.name) = \(shownWish)`.", at: nil, .set(explanation.name, value: wanted))
  }

  /// A secret that was expected is not printed again.
  private var shownWish: String { explanation.isSecret ? SettingValue.placeholder : writtenWish }

  private var writtenWish: String {
    explanation.daemon == .dovecot ? server.dovecot?.text(writing: wanted) ?? wanted : wanted
  }

  private var change: Remedy { ofService ?? belowInclude ?? atWinner }

  private var atWinner: Remedy {
    let advice = wanted.isEmpty ? "Leave nothing behind the = here." : "Write `\(shownWish)` here."
    return Remedy(advice, at: explanation.winner?.span, .set(explanation.name, value: wanted))
  }

  /// The question is about one service, and main.cf decides for all: the service gets an option of its own.
  private var ofService: Remedy? {
    guard let service = explanation.context.service, explanation.winner.map({ $0.scope == .global }) ?? false,
      let entry = server.postfix?.services.last(where: { $0.isEnabled && ($0.name == service || $0.service == service) }
      )
    else { return nil }
    return Remedy(
      "Write `-o \(explanation.name)=\(shownWish)` for this service alone.", at: entry.span,
      .setInContext(explanation.name, value: wanted))
  }

  /// The winner's file belongs to a package (`/usr/share/dovecot/protocols.d`): the line goes below its include.
  private var belowInclude: Remedy? {
    guard let directive = explanation.winner?.includeOfPackageFile(on: server), !explanation.name.contains("/") else {
      return nil
    }
    let place = SourceSpan(file: directive.file, lower: directive.upper, upper: directive.upper)
    return Remedy(
      "Write `\(explanation.name) = \(shownWish)` on a line below this include; the file itself belongs to a package.",
      at: directive, .replace(place, with: Array("\n\(explanation.name) = \(wanted)".utf8)))
  }
}

/// Whether two ways of writing are one value: white space between words counts once, a comma like a blank.
enum SameValue {
  static func holds(_ a: ArraySlice<UInt8>, _ b: [UInt8]) -> Bool {
    a.elementsEqual(b) || words(a) == words(b[...])
  }

  static func unquoted(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.count > 1, text.first == ASCII.doubleQuote, text.last == ASCII.doubleQuote else { return text }
    return text.dropFirst().dropLast()
  }

  private static func words(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.split { ASCII.isSpace($0) || $0 == ASCII.comma }
  }
}
