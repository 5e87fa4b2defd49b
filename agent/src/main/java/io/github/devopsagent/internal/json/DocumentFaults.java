package io.github.devopsagent.internal.json;

import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects everything that is wrong with a document's content, and what people should know besides. */
public final class DocumentFaults {

    private final String file;
    private final List<Refusal> found = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private int unnamed;

    public DocumentFaults(String file) {
        this.file = file;
    }

    /** Every reason has these three parts: what was found, what is allowed, the fix. */
    public void add(String code, String pointer, String whatWasFound, String allowed, String fix) {
        if (found.size() == Limits.REFUSALS) {
            unnamed++;
            return;
        }
        String reason = "found " + whatWasFound + "; allowed is " + allowed + "; " + fix;
        found.add(new Refusal(code, reason, new Source(file, pointer)));
    }

    Remarks remarks() {
        return remarks;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public <T> Either<List<Refusal>, T> orElse(Supplier<T> value) {
        return found.isEmpty() ? Either.right(value.get()) : Either.left(all());
    }

    List<Refusal> all() {
        List<Refusal> all = new ArrayList<>(found);
        if (unnamed > 0) {
            String reason = "found " + unnamed + " more errors; allowed is none; correct those that are named first";
            all.add(new Refusal(RefusalCodes.WRONG_VALUE, reason, Source.of(file)));
        }
        return List.copyOf(all);
    }
}
