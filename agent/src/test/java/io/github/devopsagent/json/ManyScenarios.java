package io.github.devopsagent.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Reads generated test results, in a process of its own with a small heap. */
final class ManyScenarios {

    private ManyScenarios() {}

    /**
     * Prints the results.
     *
     * @param arguments how many scenarios, and whether their keys are the same or different
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        boolean different = arguments[1].equals("different");
        System.out.println(TestResultsReader.read(stream(count, different)));
    }

    private static InputStream stream(int count, boolean different) {
        Iterator<InputStream> scenarios = IntStream.range(0, count)
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(Texts.bytes((i == 0 ? "" : ",") + "{'id':'S-" + i
                        + "','type':'unit','description':'a scenario like many others','status':'pass','"
                        + (different ? "key-" + i : "evidence") + "':'log'}")))
                .iterator();
        InputStream all = new SequenceInputStream(enumeration(scenarios));
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(Texts.bytes("{'epic_id':'E','scenarios':[")), all),
                new ByteArrayInputStream(Texts.bytes("]}")));
    }

    private static <T> Enumeration<T> enumeration(Iterator<T> iterator) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return iterator.hasNext();
            }

            @Override
            public T nextElement() {
                return iterator.next();
            }
        };
    }
}
