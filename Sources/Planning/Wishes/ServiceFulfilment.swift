internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `submission inet … smtpd -o …`: a service of master.cf that shall be offered.
struct ServiceFulfilment {
  private let wish: ServiceWish
  private let server: MailServer
  private var name: String { "\(wish.name)/\(wish.type)" }

  init(_ wish: ServiceWish, _ server: MailServer) {
    self.wish = wish
    self.server = server
  }

  var way: WishFulfilment {
    guard let postfix = server.postfix else { return .doesNotApply("The tree has no configuration of postfix.") }
    guard let master = postfix.master, let file = postfix.masterFile else {
      return .obstacle("master.cf could not be read.")
    }
    do throws(EditError) {
      let edited: [UInt8]
      if let service = postfix.service(wish.name, type: wish.type) {
        let missing = wish.required.filter { !holds($0, for: service) }
        if missing.isEmpty { return .alreadyHolds("master.cf offers \(service.name) already.") }
        edited = try setting(missing, of: service.name, in: master)
      } else if master.commented.contains(where: { $0.name(in: master.lines.bytes) == name }) {
        edited = try enabled(in: master, postfix)
      } else {
        edited = try added(to: master)
      }
      let edits = TextEdit.lineEdits(from: master.lines.bytes, to: edited)
      return .edits(edits.map { SourceEdit($0, of: file, in: server) }, notes: [])
    } catch {
      return .obstacle("\(name) cannot be written into master.cf as wished.")
    }
  }

  /// Whether the service really runs with the value, from its own options or from main.cf.
  private func holds(_ option: ServiceOptionWish, for service: Service) -> Bool {
    var server = server
    guard let setting = try? server.find(SettingQuestion("postfix:\(option.name)")),
      let configuration = server.configuration(of: .postfix),
      let resolution = server.resolution(of: setting, in: Context(service: service.name)),
      let value = configuration.expandedValue(of: resolution, in: server.graph, files: server.files)
    else { return false }
    let wished = WishedValue(option.value, in: resolution, of: .postfix, on: server).text
    return PostfixValue.isSame(value.revealed(in: server.files), wished.utf8, of: option.name)
  }

  // MARK: - Edits, one after the other

  /// Of a service that has to be written: its own, and the required ones that are not among them.
  private var options: [ServiceOptionWish] {
    wish.options + wish.required.filter { required in !wish.options.contains { $0.name == required.name } }
  }

  private func enabled(in master: MasterCf, _ postfix: PostfixConfiguration) throws(EditError) -> [UInt8] {
    let wanted = Set(options.map(\.name))
    let edits = try master.enabling(
      name, isDefined: { postfix.values.value(of: $0) != nil }, isWanted: { name, _ in wanted.contains(name) })
    let text = try applied(edits, to: master)
    let written = MasterCf(text).entries.last { $0.name == name }?.options ?? []
    let present = written.map { ServiceOptionWish(name: $0.nameBytes.text, value: $0.valueBytes.text) }
    return try setting(options.filter { !present.contains($0) }, of: name, in: MasterCf(text))
  }

  private func setting(
    _ options: [ServiceOptionWish], of service: String, in master: MasterCf
  ) throws(EditError) -> [UInt8] {
    var current = master
    for option in options {
      current = MasterCf(try applied(try current.setting(Self.written(option), of: service), to: current))
    }
    return current.lines.bytes
  }

  /// A new entry, with the chroot of the server's own smtp service.
  private func added(to master: MasterCf) throws(EditError) -> [UInt8] {
    let model = master.entries.first { $0.name == "smtp/inet" }
    let chroot = model.map { $0[.chroot].text } ?? "n"
    let fields = [wish.name, wish.type, "n", "-", chroot, "-", "-", wish.command]
    return try applied(try master.adding(fields, options: wish.options.map(Self.written)), to: master)
  }

  private func applied(_ edits: [TextEdit], to master: MasterCf) throws(EditError) -> [UInt8] {
    guard let text = try? edits.applied(to: master.lines.bytes) else { throw .notExact }
    return text
  }

  private static func written(_ option: ServiceOptionWish) -> MasterCf.WrittenOption {
    MasterCf.WrittenOption(name: Array(option.name.utf8), value: Array(option.value.utf8))
  }
}
