package io.github.devopsagent.internal.report;

import io.github.devopsagent.internal.json.QuotedJson;
import java.io.InputStream;

/** Reads many generated scenarios, or many keys, in a process of its own with a small heap. */
final class ScenarioStreamProcess extends InputStream {

    private final int count;
    private final boolean keys;
    private byte[] chunk;
    private int position;
    private int next;

    private ScenarioStreamProcess(int count, boolean keys) {
        this.count = count;
        this.keys = keys;
        this.chunk = QuotedJson.bytes("{'epic_id':'E'," + (keys ? "'coverage':{" : "'scenarios':["));
    }

    /**
     * Prints the results.
     *
     * @param arguments how many, and of what: scenarios, or keys of one object
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        System.out.println(TestResultsReader.read(new ScenarioStreamProcess(count, arguments[1].equals("keys"))));
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
            chunk = QuotedJson.bytes(next == count ? (keys ? "}}" : "]}") : element(next));
            next++;
            position = 0;
        }
        int copied = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, copied);
        position += copied;
        return copied;
    }

    private String element(int index) {
        String element = keys
                ? "'key-" + index + "':1"
                : "{'id':'S-" + index + "','type':'unit','status':'pass','evidence':'a log'}";
        return (index == 0 ? "" : ",") + element;
    }
}
