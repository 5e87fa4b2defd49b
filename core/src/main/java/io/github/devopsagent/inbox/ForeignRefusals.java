package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.TriggeredPattern;
import io.github.devopsagent.regex.WordFilter;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How people and language models say no in other languages: what must not be deployed, what is to be stopped, and what was
 * refused, each where it is said of the deployment or is the first word of a line.
 */
final class ForeignRefusals {

    private static final String END = "(?![\\p{L}\\p{N}-])";
    private static final String BEGIN = "^[^\\p{L}\\p{N}]{0,8}";

    /** Behind the first word of a line, what says that there is nothing of the kind. */
    private static final String NOT_NOTHING =
            END + "(?!\\s*:?\\s*(?:nein|nichts|niemand|keine?[rs]?|rien|personne|aucune?|non|nada|nadie|ningun[oa]?"
                    + "|nenhum|nenhuma|ninguem|nao|niente|nessuno|no|none|0|niets|nic|нет|ничего)" + END + ")";

    /** Loaded where a word of them occurs. */
    private static final class Latin {
        static final List<TriggeredPattern> PATTERNS = List.of(
                // German
                where(
                        "nicht",
                        "(?<![\\p{L}])nicht (?:\\p{L}+ )?(?:lgtm|live nehmen|deployen|ausrollen|ausliefern|veröffentlichen|freigeben|live gehen|live schalten"
                                + "|einspielen|releasen|mergen|produktiv setzen)" + END),
                where(
                        "kein",
                        "(?<![\\p{L}])keine?n? (?:deployment|deploy|release|rollout|freigabe|auslieferung|produktivsetzung|go)"
                                + END + "(?! (?:notig|notwendig|erforderlich|mehr|problem|steht|war))"),
                where(
                        "stopp,anhalten,abbrechen,gebrochen,blockiert,sperrt,verschieben,verschoben,setz,zuruck,abgelehnt,verweigert,untersagt,verboten,nicht frei",
                        "(?:deployment|deploy|release|rollout|auslieferung|veröffentlichung|produktivsetzung) (?:\\p{L}+ ){0,3}?(?:stoppen|anhalten|abbrechen|gestoppt|abgebrochen|blockiert"
                                + "|gesperrt|verschieben|verschoben|aussetzen|ausgesetzt|zurückrollen|zurückgestellt|abgelehnt|verweigert|untersagt|verboten|nicht freigegeben)"
                                + END),
                where(
                        "stopp,brich,brech",
                        "(?<![\\p{L}])(?:stoppt|stoppe|stoppen sie|stopp|brich|brecht|brechen sie) (?:bitte )?(?:das|den|die) (?:deployment|deploy|release|rollout)"),
                where(
                        "freigabe",
                        "(?<![\\p{L}])freigabe (?:\\p{L}+ ){0,3}?(?:verweigert|entzogen|zurückgezogen|abgelehnt|widerrufen|nicht erteilt|fehlt)"
                                + END),
                where(
                        "abgelehnt,blockiert,zuruck,verweigert,nicht,auf eis",
                        BEGIN
                                + "(?:abgelehnt|blockiert|zurückgewiesen|verweigert|nicht (?:freigegeben|genehmigt)|auf eis gelegt)"
                                + NOT_NOTHING),
                where(
                        "bitte",
                        BEGIN
                                + "bitte (?:\\p{L}+ ){0,4}?(?:stoppen|anhalten|abbrechen|warten|zurückrollen|zurücknehmen)[^\\p{L}]*$"),
                where(
                        "dagegen,lehne,nicht zu",
                        "(?<![\\p{L}])(?:(?:ich bin|wir sind) (?:(?!nicht )\\p{L}+ ){0,2}?dagegen(?=$|[^\\p{L}\\p{N} -]| dass | zu | heute| jetzt)"
                                + "|(?:ich lehne|wir lehnen) (?:(?:hiermit|leider|daher|deshalb) ){0,2}(?:(?:das|dies|diese[nrs]?|es|den|die|ep)(?: \\p{L}+){0,2}(?:[ -][0-9]{1,9})? )?ab"
                                + END + "|(?:ich stimme|wir stimmen) (?:\\p{L}+ ){0,3}?nicht zu" + END + ")"),
                // French
                where(
                        "ne ",
                        "(?<![\\p{L}])ne (?:surtout |plus )?pas (?:encore )?(?:déployer|livrer|mettre en (?:prod|production|ligne)|publier|lancer|fusionner|continuer|procéder)"),
                where(
                        "ne ",
                        "(?<![\\p{L}])ne (?:déploy|livr|publi|lanc|mett|fusionn|continu)(?:ez|ons|e|es|s) (?:surtout )?(?:pas|plus|rien)"
                                + END),
                where(
                        "arret,stop,annul,suspend,bloque,interromp,report",
                        "(?<![\\p{L}])(?:arrête[rz]?|arrêtons|stoppe[rz]?|annule[rz]?|suspend(?:re|ez|s)|bloque[rz]|interromp(?:re|ez)|reporte[rz]) "
                                + "(?:le |la |ce |cette |immédiatement )*(?:déploiement|mise en (?:prod|production)|livraison|release|tout)"
                                + END),
                where(
                        "bloqu,refus,rejet,annul,suspend,report,interdit,gel,arret",
                        "(?:déploiement|mise en (?:prod|production)|livraison|release) (?:est |a été )?(?:bloqué|refusé|rejeté|annulé|suspendu|reporté|interdit|gelé|arrêté)e?"
                                + END),
                where(
                        "noch nicht,pas ,todavia,aun no,ahora,ainda,agora,ancora",
                        BEGIN
                                + "(?:bitte noch nicht|noch nicht|pas maintenant|pas encore|todavía no|aún no|ahora no|ainda não|agora não|non ancora)[^\\p{L}]*$"),
                where(
                        "bloque,refuse,rejete,approuve",
                        BEGIN + "(?:bloqué|refusé|rejeté|(?:non|pas) approuvé)e?" + NOT_NOTHING),
                where(
                        "refus,bloqu,reje,oppos",
                        "(?<![\\p{L}])(?:je|nous) (?:refus|bloqu|rejett?)(?:e|ons)" + END
                                + "|(?<![\\p{L}])(?:je m[' ]?|nous nous )(?:y )?oppos(?:e|ons)"),
                where(
                        "pas ",
                        "(?<![\\p{L}])pas (?:de )?(?:déploiement|mise en prod(?:uction)?|livraison|release)" + END
                                + "(?! note)"),
                // Spanish
                where(
                        "no ",
                        "(?<![\\p{L}])no (?:se |lo |la )?(?:debe |puede )?(?:desplegar|desplieg[uú]?e[ns]?|lanzar|lance[ns]?|publicar|publique[ns]?|liberar|libere[ns]?"
                                + "|subir a produccion|pasar a produccion|hacer (?:el )?deploy)" + END),
                where(
                        "det,par,cancel,suspend,bloque,abort,pospon,fren",
                        "(?<![\\p{L}])(?:detener|detengan?|detén|parar|paren?|cancelar|cancelen?|suspender|suspendan?|bloquear|bloqueen?|abortar|aborten?|posponer|pospongan?|frenar|frenen?)"
                                + " (?:el |la |este |esta )?(?:despliegue|deploy|lanzamiento|release|publicación)"),
                where(
                        "bloquead,rechazad,suspendid,cancelad,denegad,detenid,pospuest",
                        "(?:despliegue|deploy|lanzamiento|publicación) (?:está |queda |fue )?(?:bloquead|rechazad|suspendid|cancelad|denegad|detenid|pospuest)[oa]"
                                + END),
                where(
                        "bloquead,rechazad,denegad,vetad,no aprobad",
                        BEGIN + "(?:bloquead|rechazad|denegad|vetad|no aprobad)[oa]" + NOT_NOTHING),
                where("no autorizad", BEGIN + "no autorizad[oa](?=[^\\p{L}\\p{N}]*$| (?:por|para|hasta|todavía|aún) )"),
                where("me opongo,me niego", "(?<![\\p{L}])(?:me opongo|me niego)" + END),
                // Portuguese
                where(
                        "nao",
                        "(?<![\\p{L}])não (?:se |deve |pode )*(?:(?:faça|fazer|façam|faz) (?:o |a )?(?:deploy|release|implantação|publicação)|implant(?:ar|e|em)|public(?:ar|que|quem)"
                                + "|lanç(?:ar|e|em)|liber(?:ar|e|em)|subir|suba|subam)" + END),
                where(
                        "par,cancel,suspend,interromp,abort,bloque,adi",
                        "(?<![\\p{L}])(?:pare[m]?|parar|cancelar|cancele[m]?|suspender|suspenda[m]?|interromper|interrompa[m]?|abortar|aborte[m]?|bloquear|adiar|adie[m]?) "
                                + "(?:o |a |este |esta )?(?:deploy|implantação|release|lançamento|publicação)"),
                where(
                        "bloquead,rejeitad,suspens,cancelad,negad,adiad",
                        "(?:deploy|implantação|lançamento|publicação) (?:está |foi )?(?:bloquead|rejeitad|suspens|cancelad|negad|adiad)[oa]"
                                + END),
                where(
                        "rejeitad,recusad,bloquead,vetad,nao aprovad",
                        BEGIN + "(?:rejeitad|recusad|bloquead|vetad|não aprovad)[oa]" + NOT_NOTHING),
                // Italian, Dutch, Polish
                where(
                        "non ",
                        "(?<![\\p{L}])non (?:distribuire|distribuite|rilasciare|rilasciate|pubblicare|deployare|mettere in produzione)"
                                + END),
                where(
                        "ferma,annulla,blocca,sospend,rimanda",
                        "(?<![\\p{L}])(?<!(?:niente|nulla|nessuno|non|più) )(?:(?:ferma|annulla|blocca|rimanda)(?:re|te)?|sospend(?:i|ere|ete)) (?:il |la |questo )?(?:deploy|release|rilascio|distribuzione)"),
                where(
                        "bloccat,rifiutat,respint,sospes,annullat,fermat,rimandat",
                        "(?:deploy|release|rilascio|distribuzione) (?:è |e |stato |stata |viene ){0,3}(?:bloccat|rifiutat|respint|sospes|annullat|fermat|rimandat)[oa]"
                                + NOT_NOTHING),
                where(
                        "bloccat,rifiutat,respint,non approvat",
                        BEGIN + "(?:bloccat|rifiutat|respint|non approvat)[oa]" + NOT_NOTHING),
                where("niet", "(?<![\\p{L}])niet (?:deployen|uitrollen|releasen|live zetten|goedgekeurd)" + END),
                where(
                        "afgekeurd,geblokkeerd,geweigerd,afgewezen",
                        BEGIN + "(?:afgekeurd|geblokkeerd|geweigerd|afgewezen)" + NOT_NOTHING),
                where(
                        "geblokkeerd,gestopt,stopgezet,afgekeurd,geweigerd,afgewezen,gepauzeerd,uitgesteld,geannuleerd",
                        "(?:release|uitrol|deploy|deployment|livegang) (?:is |wordt |werd )?(?:geblokkeerd|gestopt|stopgezet|afgekeurd|geweigerd|afgewezen|gepauzeerd|uitgesteld|geannuleerd)"
                                + NOT_NOTHING),
                where("nie ", "(?<![\\p{L}])nie (?:wdrażać|wdrażajcie|wypuszczać|deployować|publikować)" + END),
                where(
                        "odrzuc,zablok,wstrzym,zatrzym,anulow",
                        BEGIN + "(?:odrzucam|(?:odrzucon|zablokowan|wstrzyman)[aeoy])" + NOT_NOTHING
                                + "|(?:wdrożenie|deploy|release|wydanie) (?:jest |zostało )?(?:wstrzyman|odrzucon|zablokowan|zatrzyman|anulowan)[eyo]"
                                + NOT_NOTHING
                                + "|(?<![\\p{L}])(?:wstrzyma|zatrzyma|odrzuci|zablokowa|anulowa)(?:ć|j|jcie|my) (?:to )?(?:wdrożenie|deploy|release|wydanie)"),
                // What may be of anything else, unless it is all that a line says
                where(
                        "gesperrt,zuruckgestellt,annule,suspendu,cancelad,suspendid,negad,annullat,sospes",
                        BEGIN
                                + "(?:gesperrt|zurückgestellt|annulée?|suspendue?|cancelad[oa]|suspendid[oa]|negad[oa]|annullat[oa]|sospes[oa])[^\\p{L}]*$"));
    }

    /** Loaded where a text has letters of another script. */
    private static final class OtherScripts {
        static final List<Pattern> PATTERNS = patterns(
                // Russian
                "(?<![\\p{L}])не (?:деплоить|деплойте|деплой|выкатывать|выкатывайте|релизить|выпускать|выпускайте|разворачивать|разворачивайте|публиковать)",
                "(?<![\\p{L}])(?:остановить|остановите|отменить|отмените|приостановить|приостановите) (?:деплой|релиз|выкатку|развертывание|выпуск)",
                BEGIN + "(?:отклонен[оа]?|заблокирован[оа]?|отказано|запрещено|отменено|не одобрено)" + NOT_NOTHING,
                "(?:деплой|релиз|выкатка|развертывание|выпуск) (?:был[ао]? )?(?:остановлен|приостановлен|запрещен|отменен|отклонен|заблокирован|отложен)[ао]?(?![\\p{L}])",
                // Chinese
                "(?:不要|不能|不可|不得|勿|禁止|暂缓|暂不|先别|别|不同意|不许|不准|不应)(?:\\p{IsHan}|[a-z ]){0,4}?(?:部署|上线|发布|发版|合并)",
                "(?<![不无没未])(?:停止|暂停|取消|中止|终止|推迟|阻止|回滚|撤回|叫停)(?:\\p{IsHan}){0,3}?(?:部署|上线|发布|发版)",
                "(?:部署|上线|发布|发版)(?:已)?(?:被)?(?:阻止|拒绝|驳回|否决|暂停|取消|中止|冻结|叫停)",
                BEGIN + "(?:已)?(?:一票否决|否决|拒绝|驳回|阻止|阻塞|未批准|不批准|不通过|未通过|叫停)(?=$|[^\\p{L}\\p{N}])",
                BEGIN + "(?:已)?(?:回滚|停止|中止|暂停|冻结|ストップ)[^\\p{L}]*$",
                "(?<![没无未不]|没有|无人)否决|不予批准",
                // Japanese
                "(?:デプロイ|リリース|本番|公開)[^。、]{0,8}?(?:しないで|ないでください|禁止|中止|停止して|止めて|見送|延期|保留|やめて|却下|拒否|差し止め)",
                "(?:デプロイ|リリース)[をは]?(?:一時|緊急)?停止(?!し(?:ない|ません|ていない)|[のはがなボ条手機])"
                        + "|(?:デプロイ|リリース)[をは]?[^。、を]{0,6}?待って(?:ください|下さい|ほしい|欲しい|$|[^\\p{L}])",
                BEGIN + "(?:却下|拒否|否認|保留|ブロック|中止|差し戻し|差戻し|未承認|承認不可)(?=$|[^\\p{L}\\p{N}]|し|で|する)",
                "承認(?:しません|できません|できない|しない|不可)",
                // Korean
                "배포(?:를|가|는)? ?(?:하지 ?마|(?:금지|중단|중지|취소|보류|거부|반려|거절|차단)(?! ?(?:사유|이유)? ?:? ?없))",
                BEGIN + "(?:거부|반려|차단|보류|중단|중지|거절)(?=$|[^\\p{L}\\p{N}])");
    }

    private static final int FIRST_OTHER = 0x0400;

    /** Each pattern in Latin letters has a word that begins like one of these. */
    private static final WordFilter FILTER = WordFilter.of(Stream.of(List.of(
            ("noch pas todavia aun ahora ainda agora ancora nicht kein keine keinen stoppen stoppt stoppe stopp anhalten abbrechen gestoppt abgebrochen blockiert gesperrt"
                            + " verschieben verschoben aussetzen ausgesetzt zuruck abgelehnt verweigert untersagt verboten brich brecht"
                            + " brechen freigabe auf bitte ne pas arreter stoppez annulez suspendre bloque interrompre reportez refuse"
                            + " rejete interdit gele oppose non no detener detenga deten parar pare paren parem cancelar cancelen suspender"
                            + " abortar posponer frenar bloquear bloqueado rechazado denegado vetado suspendido pospuesto me sin nao"
                            + " interromper adiar adie rejeitado recusado negado fermare fermate annullare bloccare sospendere bloccato"
                            + " rifiutato respinto sospeso niet afgekeurd geblokkeerd geweigerd afgewezen nie odrzucono zablokowano"
                            + " wstrzymano dagegen lehne lehnen annule suspenso fermato rimandare zatrzymac anulowac gestopt gepauzeerd uitgesteld geannuleerd")
                    .split(" "))));

    private ForeignRefusals() {}

    /** In the plain form in which texts come: without accents, and without what voices a sound. */
    private static List<Pattern> patterns(String... written) {
        List<Pattern> patterns = new ArrayList<>();
        for (String each : written) {
            patterns.add(Pattern.compile(plain(each)));
        }
        return List.copyOf(patterns);
    }

    private static TriggeredPattern where(String triggers, String written) {
        return new TriggeredPattern(triggers, plain(written));
    }

    private static String plain(String written) {
        return Normalizer.normalize(written, Normalizer.Form.NFKD).replaceAll("[\\p{M}\\p{Cf}]+", "");
    }

    /**
     * Whether a line says no.
     *
     * @param plain the line, in {@linkplain PlainText#of plain form}
     * @param words its words
     */
    static boolean areIn(String plain, String words) {
        return (FILTER.mayBeIn(words) && TriggeredPattern.isAnyIn(plain, Latin.PATTERNS))
                || (hasOtherScript(plain) && isIn(plain, OtherScripts.PATTERNS));
    }

    private static boolean isIn(String plain, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(plain).find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOtherScript(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) >= FIRST_OTHER) {
                return true;
            }
        }
        return false;
    }
}
