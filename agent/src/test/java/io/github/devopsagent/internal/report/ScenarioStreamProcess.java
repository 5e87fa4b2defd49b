package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.json.QuotedJson;
import io.vavr.control.Either;
import java.io.InputStream;
import java.util.Optional;

/** Reads many generated tests, or many keys, in a process of its own with a small heap. */
final class ScenarioStreamProcess extends InputStream {

    /** What is generated. */
    enum Content {
        SCENARIOS(
                "{'epic_id':'E','scenarios':[", "{'id':'S-%d','type':'unit','status':'pass','evidence':'a log'}", "]}"),
        KEYS("{'epic_id':'E','coverage':{", "'key-%d':1", "}}"),
        CTRF(
                "{'reportFormat':'CTRF','results':{'tests':[",
                "{'name':'t-%d','status':'passed','duration':1,'rawStatus':'passed','suite':['a']}",
                "],'summary':{'tests':%d,'passed':%<d,'failed':0,'pending':0,'skipped':0,'other':0}}}"),
        PYTEST(
                "{'exitcode':0,'tests':[",
                "{'nodeid':'t.py::t-%d','outcome':'passed','setup':{'outcome':'passed'},'call':{'outcome':'passed'}}",
                "],'summary':{'passed':%d,'total':%<d,'collected':%<d}}"),
        JEST(
                "{'success':true,'testResults':[",
                "{'name':'/s-%d','status':'passed','assertionResults':[{'fullName':'t','status':'passed',"
                        + "'failureMessages':[]}]}",
                "],'numTotalTests':%d,'numPassedTests':%<d,'numFailedTests':0}");

        private final String begin;
        private final String element;
        private final String end;

        Content(String begin, String element, String end) {
            this.begin = begin;
            this.element = element;
            this.end = end;
        }
    }

    private final int count;
    private final Content content;
    private byte[] chunk;
    private int position;
    private int next;

    private ScenarioStreamProcess(int count, Content content) {
        this.count = count;
        this.content = content;
        this.chunk = QuotedJson.bytes(content.begin);
    }

    /**
     * Prints the results.
     *
     * @param arguments how many, and of what
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        Content content = Content.valueOf(arguments[1]);
        Optional<TestResults> results = TestResultsReader.readQuickly(new ScenarioStreamProcess(count, content));
        System.out.println(
                results.isPresent()
                        ? Either.right(results.get())
                        : TestResultsReader.read(new ScenarioStreamProcess(count, content)));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (position == chunk.length) {
            if (next > count) {
                return -1;
            }
            chunk = QuotedJson.bytes(next == count ? String.format(content.end, count) : element(next));
            next++;
            position = 0;
        }
        int copied = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, copied);
        position += copied;
        return copied;
    }

    private String element(int index) {
        return (index == 0 ? "" : ",") + content.element.replace("%d", Integer.toString(index));
    }
}
