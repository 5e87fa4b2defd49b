package io.github.devopsagent.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.internal.json.JsonView;
import io.github.devopsagent.internal.json.TrustedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever text a record has in whatever field, the page shows it as text. A page is XML as well, which a strict parser reads. */
@FewerTries
class HostileTextLawsTest {

    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "section",
            "div",
            "p",
            "span",
            "bdi",
            "code",
            "pre",
            "h1",
            "h2",
            "h3",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "strong",
            "time",
            "details",
            "summary",
            "svg",
            "rect",
            "line",
            "circle",
            "polyline",
            "path",
            "text");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "dir",
            "charset",
            "name",
            "content",
            "http-equiv",
            "class",
            "role",
            "aria-label",
            "aria-hidden",
            "datetime",
            "open",
            "viewBox",
            "preserveAspectRatio",
            "x",
            "y",
            "width",
            "height",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "d",
            "points");
    /** What a terminal or a line of text obeys. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]");

    @Provide
    Arbitrary<List<String>> hostile() {
        Arbitrary<String> known = Arbitraries.of(
                "<script>alert(1)</script>",
                "</style><script>alert(1)</script>",
                "</title><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' style='position:fixed",
                "]]><!-- --><![CDATA[",
                "&lt;script&gt;&amp;&#0;",
                "\u202egnp.exe\u202c",
                "\u2066\u2067isolated",
                "\u001b[31mred\u001b[0m\u0007\b\u0000",
                "\ud800 half a pair",
                "\ufffe\uffff\ufdd0",
                "1e400",
                "-999999999999999999999",
                "+999999999-12-31T23:59:59.999999999Z",
                "javascript:alert(1)",
                "success",
                "rollback_failed",
                "");
        return Arbitraries.oneOf(known, known, Arbitraries.strings().all().ofMaxLength(60))
                .list()
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    @Property(tries = 200)
    void nothing_of_a_record_becomes_markup(@ForAll("hostile") List<String> texts) throws Exception {
        check(RecordPage.of(JsonView.of(filled(texts, new int[1])), RecordContext.NONE));
    }

    @Property(tries = 200)
    void fields_of_any_type_make_a_page(@ForAll("hostile") List<String> texts, @ForAll("hostile") List<String> places)
            throws Exception {
        ObjectNode record = filled(texts, new int[1]);
        List<String> names = new ArrayList<>(record.propertyNames());
        for (String place : places) {
            String name = names.get(Math.floorMod(place.hashCode(), names.size()));
            switch (Math.floorMod(place.length(), 4)) {
                case 0 -> record.put(name, place);
                case 1 -> record.put(name, place.length() * 1e300);
                case 2 -> record.putArray(name).add(place).addNull().addObject().put(place, true);
                default -> record.putNull(name);
            }
        }
        check(RecordPage.of(JsonView.of(record), RecordContext.NONE));
        check(RecordPage.of(TrustedJson.pretty(record), "DEP-001", RecordContext.NONE));
    }

    @Property(tries = 200)
    void no_bytes_in_the_place_of_a_record_fail(@ForAll byte[] bytes) throws Exception {
        check(RecordPage.of(bytes, "DEP-001", RecordContext.NONE));
    }

    @Example
    void lines_of_a_megabyte_make_a_page_that_can_be_opened() throws Exception {
        String page = RecordPage.of(
                JsonView.of(filled(List.of("</pre><b>" + "x".repeat(1 << 20)), new int[1])), RecordContext.NONE);
        check(page);
        assertThat(page.length()).isLessThan(1 << 20);
    }

    @Example
    void what_is_cut_says_so() {
        assertThat(written(UntrustedText.block("x".repeat(20_000))))
                .contains("… 4000 characters before, in the record");
        assertThat(written(UntrustedText.line("x".repeat(3_000)))).endsWith("x…</bdi>");
        assertThat(written(UntrustedText.list(java.util.Collections.nCopies(600, "x"))))
                .contains("and 100 more, in the record");
    }

    private static String written(Markup markup) {
        StringBuilder page = new StringBuilder();
        markup.writeTo(page);
        return page.toString();
    }

    /** A record with every field, of which each text is one of these in turn; with two elements in each list. */
    private static ObjectNode filled(List<String> texts, int[] turn) throws IOException {
        try (InputStream in =
                HostileTextLawsTest.class.getResourceAsStream("/io/github/devopsagent/internal/page/record.json")) {
            return (ObjectNode) replaced(TrustedJson.read(in.readAllBytes()), texts, turn);
        }
    }

    private static JsonNode replaced(JsonNode node, List<String> texts, int[] turn) {
        if (node instanceof ObjectNode object) {
            for (String name : new ArrayList<>(object.propertyNames())) {
                object.set(name, replaced(object.get(name), texts, turn));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), texts, turn));
            }
        } else if (node.isString()) {
            return TrustedJson.object()
                    .put("text", texts.get(turn[0]++ % texts.size()))
                    .get("text");
        }
        return node;
    }

    private static void check(String page) throws ParserConfigurationException, IOException, SAXException {
        assertThat(OBEYED.matcher(page).find()).as(page).isFalse();
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)))
                .getDocumentElement();
        check(root);
        NodeList styles = root.getElementsByTagName("style");
        assertThat(styles.getLength()).isEqualTo(1);
        assertThat(root.getElementsByTagName("h1").getLength()).isEqualTo(1);
        assertThat(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(page);
    }

    private static void check(Element element) {
        assertThat(ELEMENTS).contains(element.getTagName());
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            assertThat(ATTRIBUTES).contains(attributes.item(i).getNodeName());
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                check(inner);
            } else {
                assertThat(child.getNodeType()).isEqualTo(Node.TEXT_NODE);
            }
        }
    }
}
