package io.github.devopsagent.json;

import java.io.InputStream;

/** Reads generated test results, in a process of its own with a small heap. */
final class ManyScenarios extends InputStream {

    private final int count;
    private final boolean differentKeys;
    private byte[] chunk = Texts.bytes("{'epic_id':'E','scenarios':[");
    private int position;
    private int next;

    private ManyScenarios(int count, boolean differentKeys) {
        this.count = count;
        this.differentKeys = differentKeys;
    }

    /**
     * Prints the results.
     *
     * @param arguments how many scenarios, and whether their keys are the same or different
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        System.out.println(TestResultsReader.read(new ManyScenarios(count, arguments[1].equals("different"))));
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
            chunk = Texts.bytes(next == count ? "]}" : scenario(next));
            next++;
            position = 0;
        }
        int copied = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, copied);
        position += copied;
        return copied;
    }

    private String scenario(int index) {
        return (index == 0 ? "" : ",") + "{'id':'S-" + index
                + "','type':'unit','description':'a scenario like many others','status':'pass','"
                + (differentKeys ? "key-" + index : "evidence") + "':'log'}";
    }
}
