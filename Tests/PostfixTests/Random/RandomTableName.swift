import OracleSupport

/// Random `type:name` with the table inside the name, nested, and now and then wrong.
enum RandomTableName {
  private static let leaves = [
    "inline:{a=b}", "inline:{a=1, b = 2}", "inline:{ {a = x y}, b=a }", "inline:{A=B,a=c}", "inline:{}", "inline:{a}",
    "inline:{ a = b }", "inline:a", "inline:{a=}", "inline:{{b = }}", "inline:{{\"b\" = q}}", "inline:{a=b",
    "inline:{,}",
    "static:a", "static:b", "static:{b}", "static:{x y}", "static:{ a }", "static:{}", "static:{a", "static:{a}b",
    "static:", "fail:x", "texthash:/t/keys", "hash:/t/keys", "lmdb:/t/keys", "texthash:/t/none", "pcre:/t/none",
    "pcre:{{/a/ p$$1}}", "pcre:{{/^(.)/ <$1>}, {/b/ c}}", "pcre:{{/^(.)$/ <$1>}}", "pcre:{{!/a/ not}}", "pcre:{a}",
    "pcre:{}", "pcre:{{/a/ x}", "pcre:{{/a/ x}y}", "pcre:{{if /a/},{/./ in},{endif},{/./ out}}",
    "regexp:{{/^a$/ r}}", "regexp:{{/b/ a}}", "cidr:{{192.0.2.0/24 net}}", "cidr:{{::/0 six}, {0.0.0.0/0 four}}",
    "cidr:{{10.0.0.1 x}{10.0.0.2 y}}", "randmap:{a}", "randmap:{a a}", "randmap:{{a b}}", "randmap:{}", "randmap:a",
    "unix:group.byname", "unix:passwd.byname", "unix:x", "nosuch:x", "internal:x", "a", ":", "inline:", ":a",
    "debug:static:a", "{static:a}",
  ]

  static let keys = ["a", "b", "A", "root", "192.0.2.7", "x y", "adm", "c"]

  static func any(_ generator: inout SplitMix64, depth: Int = 0) -> String {
    guard depth < 3, generator.chance(2, in: 3) else { return generator.pick(leaves) }
    let members = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      // Wrong members make the whole table one that cannot be opened: mostly they are right.
      generator.chance(1, in: 3) ? any(&generator, depth: depth + 1) : generator.pick(Self.right)
    }
    let type = generator.pick(["unionmap", "pipemap", "unionmap", "pipemap", "randmap"])
    let body = members.prefix(type == "randmap" ? 1 : 3).joined(separator: generator.pick([",", ", ", " ", " , "]))
    return type + ":" + generator.pick(["{\(body)}", "{\(body)}", "{\(body)}", "{ \(body) }"])
      + (generator.chance(1, in: 40) ? "x" : "")
  }

  private static let right = leaves.filter { leaf in
    ["inline:{a=b}", "inline:{a=1, b = 2}", "inline:{A=B,a=c}", "static:a", "static:{x y}", "hash:/t/keys", "fail:x"]
      .contains(leaf) || leaf.hasPrefix("pcre:{{/") || leaf.hasPrefix("regexp:")
  }
}
