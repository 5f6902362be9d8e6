import Storage

/// The tables, as a list of steps from an empty file to what this release knows; a step is never changed once released.
enum Schema {
    /// `DUNL`: marks a database file as ours.
    static let applicationID: Int64 = 0x4455_4E4C

    /// What this release knows.
    static var version: Int { steps.count }

    /// The steps, in order.
    static let steps: [String] = [first, templates, manyWorkers, leaner]

    /// The first release's tables.
    ///
    /// Instants are milliseconds since 1970. An action's moving parts are apart from its long texts, so that a change
    /// of state writes a small row. `due` is `until`, or the moment at which the action became runnable.
    private static let first = """
        CREATE TABLE action (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            debtor TEXT NOT NULL,
            debt TEXT NOT NULL,
            lane INTEGER NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            step INTEGER NOT NULL,
            until INTEGER,
            due INTEGER NOT NULL,
            last_step_at INTEGER,
            tries INTEGER NOT NULL,
            spent TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            accepted_at INTEGER NOT NULL
        ) STRICT;
        -- The claim reads these alone, so a backlog of a million waiting or ended actions costs it nothing.
        CREATE INDEX action_queued ON action (lane, due) WHERE state = 'queued';
        CREATE INDEX action_waiting ON action (lane, due) WHERE state = 'waiting';
        CREATE INDEX action_debtor ON action (debtor);
        CREATE INDEX action_debt ON action (debt);

        CREATE TABLE action_form (
            action INTEGER PRIMARY KEY REFERENCES action (number),
            form TEXT NOT NULL,
            body BLOB NOT NULL REFERENCES content (commitment)
        ) STRICT;

        CREATE TABLE attempt (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            action INTEGER NOT NULL REFERENCES action (number),
            debtor TEXT NOT NULL,
            debt TEXT NOT NULL,
            account TEXT,
            debt_group TEXT,
            step INTEGER NOT NULL,
            channel TEXT NOT NULL,
            point TEXT,
            use TEXT NOT NULL,
            line TEXT,
            shared INTEGER NOT NULL,
            mode TEXT,
            purpose TEXT NOT NULL,
            template TEXT NOT NULL,
            provider TEXT NOT NULL,
            disclosures TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            open_until INTEGER,
            facts_seen INTEGER NOT NULL,
            state TEXT NOT NULL,
            reference TEXT,
            code TEXT,
            outcome TEXT,
            changed_at INTEGER NOT NULL,
            content TEXT NOT NULL
        ) STRICT;
        CREATE INDEX attempt_action ON attempt (action);
        CREATE INDEX attempt_debtor ON attempt (debtor);
        CREATE INDEX attempt_reference ON attempt (reference) WHERE reference IS NOT NULL;
        CREATE INDEX attempt_point ON attempt (point) WHERE point IS NOT NULL;
        -- Recovery looks at what was under way, which is little.
        CREATE INDEX attempt_open ON attempt (state) WHERE state IN ('intended', 'begun');

        CREATE TABLE fact (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            debtor TEXT NOT NULL,
            debt TEXT,
            at INTEGER NOT NULL,
            source TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            form TEXT NOT NULL
        ) STRICT;
        CREATE INDEX fact_debtor ON fact (debtor);

        CREATE TABLE refused_line (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            action TEXT,
            bytes BLOB NOT NULL,
            diagnostics TEXT NOT NULL
        ) STRICT;

        -- Receipts for which no attempt is known yet: the provider was faster than our record, or it is not ours.
        CREATE TABLE unmatched_receipt (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            attempt TEXT,
            provider TEXT,
            reference TEXT,
            state TEXT NOT NULL,
            outcome TEXT,
            code TEXT NOT NULL
        ) STRICT;
        CREATE INDEX unmatched_receipt_reference ON unmatched_receipt (reference) WHERE reference IS NOT NULL;

        CREATE TABLE content (
            number INTEGER PRIMARY KEY,
            commitment BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            salt BLOB,
            bytes BLOB
        ) STRICT;

        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            action TEXT,
            attempt TEXT,
            debtor TEXT,
            debt TEXT,
            entry TEXT NOT NULL,
            leaf BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_action ON journal (action) WHERE action IS NOT NULL;
        CREATE INDEX journal_attempt ON journal (attempt) WHERE attempt IS NOT NULL;
        CREATE INDEX journal_debtor ON journal (debtor) WHERE debtor IS NOT NULL;
        CREATE INDEX journal_debt ON journal (debt) WHERE debt IS NOT NULL;

        -- The right edge of the Merkle tree over the journal.
        CREATE TABLE tree (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            size INTEGER NOT NULL,
            peaks BLOB NOT NULL
        ) STRICT;
        INSERT INTO tree (only, size, peaks) VALUES (1, 0, x'');
        """

    /// Revisions of templates, kept for ever, and what was said of them.
    private static let templates = """
        CREATE TABLE template_revision (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            template TEXT NOT NULL,
            archive BLOB NOT NULL,
            kept_at INTEGER NOT NULL,
            first_used_at INTEGER
        ) STRICT;

        CREATE TABLE template_review (
            number INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL REFERENCES template_revision (number),
            word TEXT NOT NULL,
            name TEXT NOT NULL,
            note TEXT,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX template_review_revision ON template_review (revision);
        """

    /// Whose attempt it is, to whom facts about a contact point apply, how providers stand, and what people have to do.
    private static let manyWorkers = """
        -- 0 = a worker of a release that had no numbers, which is dead by now.
        ALTER TABLE attempt ADD COLUMN worker INTEGER NOT NULL DEFAULT 0;

        -- Recovery looks at actions at work, which are few.
        CREATE INDEX action_working ON action (number) WHERE state = 'working';

        -- The highest number of a fact about the contact point that the decision knew.
        ALTER TABLE attempt ADD COLUMN points_seen INTEGER NOT NULL DEFAULT 0;

        -- What is asked about again and again until it is known, which is little.
        CREATE INDEX attempt_unknown ON attempt (number) WHERE state = 'unknown';

        -- The address or number that a fact is about, whoever has it; nil = the debtor alone.
        ALTER TABLE fact ADD COLUMN point TEXT;
        UPDATE fact SET point = json_extract(form, '$.value') WHERE json_extract(form, '$.kind') IN ('opt-out', 'opt-in');
        CREATE INDEX fact_point ON fact (point) WHERE point IS NOT NULL;

        ALTER TABLE action ADD COLUMN throttles INTEGER NOT NULL DEFAULT 0;

        -- The last failure of each provider; what succeeds costs nothing here.
        CREATE INDEX attempt_failed ON attempt (provider, changed_at) WHERE state IN ('refused', 'unknown');

        -- What a receipt that nobody awaits yet tells about the contact point.
        ALTER TABLE unmatched_receipt ADD COLUMN says TEXT;

        CREATE TABLE provider_state (
            provider TEXT PRIMARY KEY,
            paused_at INTEGER,
            paused_by TEXT,
            paused_until INTEGER,
            note TEXT,
            breaker TEXT,
            breaker_until INTEGER,
            breaker_code TEXT,
            breaker_at INTEGER
        ) STRICT;

        CREATE TABLE task (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            action INTEGER NOT NULL REFERENCES action (number),
            debtor TEXT NOT NULL,
            debt TEXT NOT NULL,
            step INTEGER NOT NULL,
            what TEXT NOT NULL,
            owner TEXT NOT NULL,
            due INTEGER NOT NULL,
            note TEXT,
            made_at INTEGER NOT NULL,
            closed_at INTEGER,
            closed_by TEXT,
            result TEXT
        ) STRICT;
        CREATE INDEX task_action ON task (action);
        CREATE INDEX task_open ON task (owner, due) WHERE closed_at IS NULL;
        """

    /// Fewer indexes, and kept counts.
    ///
    /// An entry that names an action is found by it: the action tells its debtor and its debt, an attempt its action.
    private static let leaner = """
        DROP INDEX journal_attempt;
        DROP INDEX journal_debtor;
        DROP INDEX journal_debt;
        CREATE INDEX journal_debtor_alone ON journal (debtor) WHERE action IS NULL AND debtor IS NOT NULL;
        CREATE INDEX journal_debt_alone ON journal (debt) WHERE action IS NULL AND debt IS NOT NULL;

        -- A debtor's attempts are found by the debtor's actions.
        DROP INDEX attempt_debtor;

        -- How many actions stand in each state, and the size of the journal at which that was so.
        ALTER TABLE tree ADD COLUMN counts TEXT;
        ALTER TABLE tree ADD COLUMN counted INTEGER;
        """
}
