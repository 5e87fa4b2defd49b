package io.github.devopsagent.internal.inbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Files that say no, in all the dresses in which people and models write it. */
final class VetoMessageArbitraries {

    /** How a file is called, and what it holds. */
    @SuppressWarnings("ArrayRecordComponent")
    record Letter(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name + ": " + new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    private static final List<String> BEGINNINGS = List.of(
            "veto",
            "vetoed",
            "vetoing this",
            "block",
            "blocked",
            "blocking: db",
            "reject",
            "rejected",
            "rejecting",
            "hold",
            "on hold",
            "holding",
            "held",
            "do not deploy",
            "don't deploy",
            "do-not-deploy",
            "not approved",
            "not_approved",
            "withdraw",
            "withdrawn",
            "withdrawing my approval");

    private static final List<String> NAYS = List.of(
            "veto",
            "vetoed",
            "rejected",
            "reject",
            "blocked",
            "on hold",
            "not approved",
            "failed",
            "denied",
            "no-go",
            "no",
            "withdrawn",
            "REJECTED by qa",
            "approval withdrawn",
            "halted",
            "suspended",
            "withheld",
            "objection",
            "needs work",
            "NOK",
            "stopped",
            "timed out",
            "not ready",
            "isn't approved",
            "declined for now");

    private static final List<String> DRESSES = List.of(
            "%s",
            "- %s",
            "* **%s**",
            "> %s",
            "1. %s",
            "2) %s",
            "a) %s",
            "- [ ] %s",
            "⛔ %s",
            "🚫🚫 %s!",
            "\u200B%s",
            "\t  %s",
            "[qa] %s",
            "QA: %s",
            "**Decision:** %s",
            "Verdict - %s",
            "### %s",
            "\"%s\"",
            "`%s`",
            "(%s)",
            "%s: the tests fail",
            "%s\nfor now",
            "all the rest is fine\n%s",
            "<b>%s</b>",
            "…%s",
            "We %s");

    private static final List<String> KIND_KEYS =
            List.of("st", "type", "kind", "status", "decision", "verdict", "message_type", "msgType", "review-status");

    private static final List<String> SENTENCES = List.of(
            "%s",
            "There is no %s from us.",
            "Hi,\n\nI %s this deployment.\n\nQa",
            "the %s stands",
            "ein %s!",
            "(%s)",
            "id,text\n1,%s\n",
            "<message type=\"%s\"/>",
            "Subject: %s\n\nsee above",
            "| what | %s |",
            "=%s=");

    private static final List<String> REFUSING = List.of(
            "do not %s",
            "don't %s",
            "Dont %s",
            "DON’T %s",
            "don&#39;t %s",
            "you must not %s",
            "we can't %s",
            "we cannot %s",
            "never %s",
            "please do not, under any circumstances, %s",
            "it should not be %sed",
            "I don't want us to %s",
            "let us not %s",
            "qa: we won't %s");

    private static final List<String> ACTING = List.of(
            "deploy",
            "release this",
            "ship it",
            "proceed",
            "merge",
            "redeploy",
            "roll out v2",
            "go live",
            "approve this");

    private static final List<String> STATING = List.of(
            "this is %s",
            "It's %s",
            "that was %s by us",
            "the release has been %s",
            "EP-1 remains %s",
            "deployment %s",
            "consider it %s, it is %s");

    private static final List<String> STATES = List.of(
            "rejected", "blocked", "on hold", "denied", "halted", "suspended", "frozen", "postponed", "revoked");

    private static final List<String> ANYWHERE = List.of(
            "%s",
            "Hi all,\n\n%s.\n\nBest, Q.",
            "- done\n- %s\n",
            "The tests are green, but %s!",
            "(%s)",
            "> %s",
            "# Note\n%s",
            "Well — %s; sorry",
            "| Q | A |\n|---|---|\n| ship? | %s |\n");

    private VetoMessageArbitraries() {}

    /** Sentences that say no, with none of the words that are one wherever they occur. */
    private static Arbitrary<String> refusals() {
        Arbitrary<String> telling = Combinators.combine(Arbitraries.of(REFUSING), Arbitraries.of(ACTING))
                .as((sentence, act) ->
                        sentence.replace("%s", act).replace("thised", "d this").replace("ited", "it"));
        Arbitrary<String> stating = Combinators.combine(Arbitraries.of(STATING), Arbitraries.of(STATES))
                .as((sentence, state) -> sentence.replace("%s", state));
        return Combinators.combine(Arbitraries.oneOf(telling, stating), Arbitraries.of(ANYWHERE))
                .as((sentence, path) -> path.replace("%s", sentence));
    }

    static Arbitrary<Letter> letters() {
        return Arbitraries.oneOf(valid(), structured(), texts());
    }

    private static Arbitrary<String> cased(Arbitrary<String> texts) {
        return Combinators.combine(texts, Arbitraries.integers().between(0, 4), Arbitraries.longs())
                .as((text, how, seed) -> switch (how) {
                    case 0 -> text.toUpperCase(Locale.ROOT);
                    case 1 -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
                    case 2 -> mixed(text, new Random(seed));
                    default -> text;
                });
    }

    private static String mixed(String text, Random random) {
        StringBuilder mixed = new StringBuilder();
        text.codePoints()
                .map(each -> random.nextBoolean() ? Character.toUpperCase(each) : Character.toLowerCase(each))
                .forEach(mixed::appendCodePoint);
        return mixed.toString();
    }

    private static Arbitrary<String> lines() {
        return Combinators.combine(cased(Arbitraries.of(BEGINNINGS)), Arbitraries.of(DRESSES))
                .as((word, dress) -> dress.replace("%s", word));
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "\"";
    }

    static String message(String st, String sm, String nx, String more) {
        return "{\"d\": \"2026-01-01\", \"st\": " + quoted(st) + ", \"r\": \"sre\", \"epic\": \"EP-1\", \"sm\": [" + sm
                + "], \"nx\": [" + nx + "], \"ts\": \"2026-01-01T10:00:00Z\"" + more + "}";
    }

    /** Valid by the schema, with a no of any kind. */
    private static Arbitrary<Letter> valid() {
        Arbitrary<String> kinds = Arbitraries.of("request", "response", "approval", "status", "handoff", "planning");
        Arbitrary<String> nays = cased(Arbitraries.of(NAYS)).map(VetoMessageArbitraries::quoted);
        Arbitrary<String> verifications = Arbitraries.oneOf(
                Arbitraries.of("{\"tests\": false}", "{\"a\": {\"b\": [true, false]}}", "{\"blocked\": true}"),
                nays.map(nay -> "{\"tests\": \"ok\", \"e2e\": {\"verdict\": " + nay + "}}"),
                nays.map(nay -> "{\"tests\": [" + nay + "]}"));
        return Arbitraries.oneOf(
                        Arbitraries.just(message("veto", "\"x\"", "", "")),
                        Combinators.combine(kinds, nays)
                                .as((st, nay) -> message(st, "\"x\"", "", ", \"status\": " + nay)),
                        Combinators.combine(kinds, verifications)
                                .as((st, no) -> message(st, "\"x\"", "", ", \"verification\": " + no)),
                        Combinators.combine(kinds, lines())
                                .as((st, line) -> message(st, "\"fine\", " + quoted(line), "", "")),
                        Combinators.combine(kinds, lines()).as((st, line) -> message(st, "\"x\"", quoted(line), "")))
                .map(text -> new Letter("m.json", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One field that says no, as key and value in JSON. */
    private static Arbitrary<String[]> fields() {
        Arbitrary<String> kindKeys = cased(Arbitraries.of(KIND_KEYS));
        Arbitrary<String> nays = cased(Arbitraries.of(NAYS)).map(VetoMessageArbitraries::quoted);
        Arbitrary<String> vetoKeys = cased(Arbitraries.of("veto", "vetoes"));
        Arbitrary<String> anything =
                Arbitraries.of("true", "1", "0", "\"yes\"", "\"qa\"", "[\"x\"]", "{\"by\": \"qa\"}");
        return Arbitraries.oneOf(
                Combinators.combine(kindKeys, nays).as((key, value) -> new String[] {key, value}),
                Combinators.combine(vetoKeys, anything).as((key, value) -> new String[] {key, value}),
                Combinators.combine(Arbitraries.of("body", "text", "x"), Arbitraries.of("our veto stands", "No VETO."))
                        .as((key, value) -> new String[] {key, quoted(value)}));
    }

    private static Arbitrary<Letter> structured() {
        Arbitrary<List<String>> keys = Arbitraries.of("header", "message", "a", "payload", "meta data")
                .list()
                .ofMaxSize(5);
        Arbitrary<Function<String, String>> dresses = Arbitraries.of(List.of(
                json -> json,
                json -> "[" + json + "]",
                json -> "[[1, {\"x\": []}, " + json + "]]",
                json -> "{\"from\": \"qa\"}\n" + json,
                json -> json + "\n{\"from\": \"qa\"}",
                json -> "// a comment\n" + json.replace("}", ",}"),
                json -> "/* a comment */" + json,
                json -> json.substring(0, json.length() - 1),
                json -> json.substring(0, json.length() - 1) + ", \"sm\": [\"cut o",
                json -> json.replace("\"", "'"),
                json -> "Here it is:\n\n```json\n" + json + "\n```\n",
                json -> "~~~\n" + json + "\n~~~",
                json -> "> ```\n> " + json + "\n> ```",
                json -> "Here it is: " + json,
                json -> json.replace("\"from\"", "\"from\": \"sre\", \"from\""),
                json -> json.replace("{", "{\n\n").replace(",", ",\n"),
                json -> "\uFEFF" + json,
                json -> "{\"d\": " + "[".repeat(200) + "]".repeat(200) + ", \"y\": " + json + "}"));
        Arbitrary<String> json = Combinators.combine(fields(), keys, dresses).as((field, above, dress) -> {
            String inner = "{\"from\": \"qa\", " + quoted(field[0]) + ": " + field[1] + "}";
            String nested = above.stream()
                    .reduce(inner, (text, key) -> "{\"from\": \"qa\", " + quoted(key) + ": " + text + "}");
            return dress.apply(nested);
        });
        return Combinators.combine(Arbitraries.oneOf(json, yaml()), encodings(), names())
                .as((text, encoding, name) -> new Letter(name, encoding.apply(text)));
    }

    private static Arbitrary<String> yaml() {
        Arbitrary<UnaryOperator<String>> dresses = Arbitraries.of(List.of(
                yaml -> yaml,
                yaml -> "---\n" + yaml,
                yaml -> "---\n" + yaml + "---\n\n# A heading\n",
                yaml -> "```yaml\n" + yaml + "```",
                yaml -> "Here it is.\n\n```yml\n" + yaml,
                yaml -> "header:\n  " + yaml.replace("\n", "\n  "),
                yaml -> "- " + yaml.replace("\n", "\n  "),
                yaml -> yaml.replace("\n", "\r\n"),
                yaml -> yaml.replace(": ", " = "),
                yaml -> "**" + yaml.replace(": ", ":** ").replace("\n", "  \n**"),
                yaml -> "* " + yaml.replace("\n", "\n* ")));
        return Combinators.combine(fields(), dresses, Arbitraries.of("\"", "'", ""))
                .as((field, dress, quote) ->
                        dress.apply("from: qa\n" + field[0] + ": " + field[1].replace("\"", quote) + "\nepic: EP-1\n"));
    }

    private static Arbitrary<Letter> texts() {
        Arbitrary<String> words = cased(Arbitraries.of("veto", "vetoed", "vetoes", "vetoing"));
        Arbitrary<String> sentences = Combinators.combine(words, Arbitraries.of(SENTENCES))
                .as((word, sentence) -> sentence.replace("%s", word));
        Arbitrary<String> paragraphs = Combinators.combine(Arbitraries.of("", "Hi,\n", "# Title\n\n"), lines())
                .as((before, line) -> before + line);
        return Combinators.combine(Arbitraries.oneOf(sentences, paragraphs, refusals()), encodings(), names())
                .as((text, encoding, name) -> new Letter(name, encoding.apply(text)));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(
                "m.json", "m.md", "M.YAML", "m.txt", "m", ".m.json", "m.json~", "2026-01-01-approval.json");
    }

    private static Arbitrary<Function<String, byte[]>> encodings() {
        return Arbitraries.of("UTF-8", "UTF-8", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "windows-1252")
                .map(name -> text -> text.getBytes(Charset.forName(name)));
    }
}
