/// The part of `docs/configuration.md` that follows from the schema.
public enum SettingsReference {
    /// One table of keys for each kind of table of the file, as Markdown.
    public static var markdown: String {
        sections.map { type in
            let section = type.init()
            let rows = section.keys.map(row).joined(separator: "\n")
            return
                "### `\(type.header)`\n\n\(type.about)\n\n| key | value | default | what |\n|---|---|---|---|\n\(rows)"
        }.joined(separator: "\n\n") + "\n"
    }

    /// Every kind of table, in the order in which a file has them.
    static var sections: [any SettingsSection.Type] {
        [
            StoreSection.self, CreditorSection.self, BillAddressSection.self, ChannelSection.self, SMTPSection.self,
            KannelSection.self,
            TwilioSection.self,
            HTTPSection.self, SpoolSection.self, LobSection.self, SequenceSection.self, StepSection.self,
            StepConditionSection.self,
            RunSection.self,
            RetrySection.self, BreakerSection.self,
            ServerSection.self, MetricsSection.self, InboxSection.self, PaymentLinkSection.self, FolderSection.self,
            TemplateSection.self,
            SandboxSection.self,
        ]
    }

    private static func row(_ key: any DescribedKey) -> String {
        let fallback = key.isRequired ? "**required**" : key.fallbackText.map { "`\($0)`" } ?? ""
        return "| `\(key.name)` | \(key.form) | \(fallback) | \(key.about) |"
    }
}
