package io.github.devopsagent.gate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names and verdicts of one word in reports of other languages. */
final class ForeignWords {

    private static final Map<String, String> ENGLISH = foreign(Map.of(
            "approved",
            "freigabe freigegeben genehmigt aprobado aprobada aprovado aprovada approuvé approuve approvato goedgekeurd 承認 批准 通过",
            "errors",
            "fehler erreurs errores erros errori fouten 错误 エラー",
            "failed",
            "fehlgeschlagen fallidos fallidas fallos fallas falhas falharam échecs echecs échoués falliti mislukt 失败 失敗 不合格",
            "passed",
            "bestanden erfolgreich aprobados réussi réussis reussi pasaron aprobadas passou passaram superati geslaagd 合格",
            "result",
            "ergebnis ergebnisse resultado resultados résultat résultats resultat resultats esito risultato resultaat 結果 结果 结论 判定",
            "status",
            "estado statut stato 状态 状態",
            "skipped",
            "übersprungen uebersprungen omitidos omitidas ignorés ignorados saltati overgeslagen 跳过"));

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
}
