package io.github.devopsagent.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.metric.Measurement.Missing;
import io.github.devopsagent.metric.Measurement.MissingCause;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a number. */
class MeasurementTest {

    private static MissingCause cause(Measurement reading) {
        return reading.fold(number -> MissingCause.NO_SERIES, Missing::cause);
    }

    @ParameterizedTest
    @CsvSource({"12,12", "-0.5,-0.5", "1e-3,0.001", "+7,7", "0.,0", ".5,0.5", "' 42\r\n',42", "1E6,1000000", "-0,0"})
    void a_number_is_read_as_programs_print_it(String text, double value) {
        assertThat(Measurement.parse(text).fold(Measurement.Figure::value, missing -> Double.NaN) + 0.0)
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1f", "2d", "0x1p3", "1,5", "1 000", "12 ms", "50%", "٣", "1_000", "ok", "e3", "-", "1e", "--1"})
    void what_only_resembles_a_number_is_none(String text) {
        assertThat(cause(Measurement.parse(text))).isEqualTo(MissingCause.NOT_A_NUMBER);
        assertThat(Measurement.parse(text).toString()).contains("'" + text + "'");
    }

    @Test
    void nan_infinity_and_an_empty_answer_are_no_numbers() {
        assertThat(cause(Measurement.parse("NaN"))).isEqualTo(MissingCause.NOT_A_NUMBER);
        assertThat(cause(Measurement.parse("+Inf"))).isEqualTo(MissingCause.INFINITE);
        assertThat(cause(Measurement.parse("-Inf"))).isEqualTo(MissingCause.NEGATIVE_INFINITE);
        assertThat(cause(Measurement.parse("1e999"))).isEqualTo(MissingCause.INFINITE);
        assertThat(cause(Measurement.parse("-1e999"))).isEqualTo(MissingCause.NEGATIVE_INFINITE);
        assertThat(cause(Measurement.parse(" \n"))).isEqualTo(MissingCause.NO_ANSWER);
        assertThatIllegalArgumentException().isThrownBy(() -> new Measurement.Figure(Double.NaN));
    }

    @Test
    void a_source_says_none_of_what_it_does_not_have() {
        assertThat(Measurement.parse("none\n"))
                .isEqualTo(
                        new Missing(MissingCause.NO_SERIES, "the answer is 'none': there is no such series or number"));
        assertThat(cause(Measurement.parse("none yet"))).isEqualTo(MissingCause.NOT_YET);
        assertThat(cause(Measurement.parse("none of them"))).isEqualTo(MissingCause.NOT_A_NUMBER);
    }

    @Test
    void a_long_answer_is_quoted_in_part() {
        assertThat(Measurement.parse("x".repeat(10_000)).toString())
                .hasSizeLessThan(100)
                .endsWith("…'");
    }

    @Property
    void what_is_shown_is_read_as_the_same_number(@ForAll double value) {
        Measurement reading = Measurement.of(value);

        assertThat(Measurement.parse(reading.toString()).equals(reading) || value == 0 || !Double.isFinite(value))
                .isTrue();
    }

    @Test
    void numbers_are_shown_alike_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Measurement.of(1234567.5)).hasToString("1234567.5");
            assertThat(Measurement.of(240)).hasToString("240");
        } finally {
            Locale.setDefault(before);
        }
    }
}
