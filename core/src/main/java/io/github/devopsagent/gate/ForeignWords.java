package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names and verdicts of one word in reports of other languages. */
public final class ForeignWords {

    private static final Map<String, String> ENGLISH = foreign(Map.of(
            "approved",
            "freigabe freigegeben genehmigt aprobado aprobada aprovado aprovada approuvé approuve approvato goedgekeurd 承認 批准 通过",
            "errors",
            "fehler erreurs errores erros errori fouten błędy 错误 エラー",
            "failed",
            "fehlgeschlagen fallidos fallidas fallos fallas falhas falharam échecs echecs échoués falliti mislukt niezaliczony niezaliczona niezaliczone nieudany nieudane 失败 失敗 不合格",
            "passed",
            "bestanden erfolgreich aprobados réussi réussis reussi pasaron aprobadas passou passaram superati geslaagd zaliczony zaliczona zaliczone 合格",
            "result",
            "ergebnis ergebnisse resultado resultados résultat résultats resultat resultats esito risultato resultaat wynik wyniki 結果 结果 结论 判定",
            "status",
            "estado statut stato 状态 状態",
            "skipped",
            "übersprungen uebersprungen omitidos omitidas ignorés ignorados saltati overgeslagen pominięte 跳过"));

    /** Stems of what tests that passed are called. */
    private static final LazyPattern SUCCESS = LazyPattern.of(
            "(?iu)exitos|éxito|complet|bestanden|erfolgreich|succ[eè]s|réussi|superad|aprobad|aprovad|sucesso|zaliczon|conclu[ií]d"
                    + "|通过|成功|合格");

    private static final LazyPattern NO = LazyPattern.of("(?iu)\\b(?:nicht|kein\\w*|no|não|pas|non|sin|sem|sans|in)"
            + "(?:\\b|complet)|\\bnie|[不未没無]|ない|échec|fehl|fall");

    private static final int LONGEST = 14;

    private ForeignWords() {}

    private static Map<String, String> foreign(Map<String, String> byMeaning) {
        Map<String, String> words = new HashMap<>();
        for (Map.Entry<String, String> each : byMeaning.entrySet()) {
            for (String word : each.getValue().split(" ", -1)) {
                words.put(word, each.getKey());
            }
        }
        return Map.copyOf(words);
    }

    /** What a word means; empty if it is none of them. */
    static Optional<String> english(String word) {
        return word.length() <= LONGEST
                ? Optional.ofNullable(ENGLISH.get(word.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * Whether a field of another language than English says that tests passed. Not all of its words for that are known.
     *
     * @param name of the field
     * @param text what it says
     * @return true for {@code "resultado": "exitoso"}
     */
    public static boolean isSuccess(String name, String text) {
        return english(name).isPresent()
                && SUCCESS.matcher(text).find()
                && !NO.matcher(text).find();
    }
}
