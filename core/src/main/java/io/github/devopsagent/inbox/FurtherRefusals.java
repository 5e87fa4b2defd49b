package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.TriggeredPattern;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How people and language models say no without any of the words that stop a deployment: in plain English; and in other
 * languages, what must not be deployed, what is to be stopped, and what was refused, each where it is said of the
 * deployment or is the first word of a line.
 */
final class FurtherRefusals {

    private static final String THIS =
            "(?:this|it|that|these|(?:the|this|that|our) (?:\\p{L}+ )?(?:build|version|release|change|candidate|deployment))";
    private static final String PRODUCTION = "(?:prod|production|live)";
    private static final String ACT =
            "(?:deploy|ship|release|launch|roll out|merge|promote|publish|go live|go to prod|go out)(?:ing|ment)?";
    private static final String FROM =
            "(?:me|us|my side|our side|my end|" + String.join("|", PlainText.roles()) + "|security|ops|legal|support)";

    /** Each is looked for only where one of its triggers is: all in one expression took a third of the time of an inbox. */
    private static final List<TriggeredPattern> NO = List.of(
            said(
                    " no ",
                    "(?:it|that|this)(?: s| is|s) (?:still )?(?:a )?(?:(?:hard|firm|clear|definite|strong|big|solid) )?no (?:from|for|by) "
                            + FROM),
            said(" no", "^(?:a )?(?:hard|firm|definite|big|solid) no(?:$| from)"),
            said("not from", "^not from " + FROM + "$"),
            said(
                    " not ",
                    "(?:do|must|should|shall|may|can|could|would|will) not (?:\\p{L}+ ){0,2}?(?:push|let|put|bring|send|take) "
                            + THIS
                            + " (?:out|live|to " + PRODUCTION + "|into " + PRODUCTION + "|on " + PRODUCTION
                            + "|go|ship)\\b"
                            + "|\\b(?:qa|testing|review|security|legal) (?:is|are|has|have) not (?:yet )?(?:done|finished|completed?|signed)\\b"),
            said("not going", THIS + " (?:is|are) not going (?:out|live|anywhere|to " + PRODUCTION + ")\\b"),
            said("not want", "do not want " + THIS + " (?:in|on|going|to go) "),
            said("not sign", "(?:can|will|would|could|do) not sign " + THIS + " off"),
            said(
                    " with ",
                    "(?:am|m|are|re|is) not (?:at all )?(?:happy|comfortable|ok|okay|fine|good) with (?:this|it|that|the release|the deployment)(?:$| (?:going|being|getting))"),
            said("keep", "keep " + THIS + " (?:out of|away from|off) " + PRODUCTION),
            said("hands off,leave", "^(?:please )?(?:hands off|leave) " + PRODUCTION + "(?:$| alone)"),
            said("drawing board", "back to the drawing board"),
            said(
                    "back to",
                    "^(?:(?:please|this|it|goes|go|send|sent|sending|give) ){0,4}back to (?:the )?(?:dev|developer|developers|development|team)(?:$| please)"),
            said("round of", "needs? (?:another|one more|a further|a second) round of (?:fix|work|test|chang|review)"),
            said(
                    "too ",
                    "(?<!\\bnot )too (?:risky|dangerous|early|unstable|buggy|broken|soon|unsafe) (?:to|for) (?:" + ACT
                            + "|" + PRODUCTION + ")\\b"),
            said(
                    " enough",
                    "not (?:good|stable|mature|safe|tested|solid) enough (?:for|to) (?:" + ACT + "|" + PRODUCTION
                            + "|be )"),
            said(
                    "able",
                    "not (?:deployable|releasable|shippable|releaseable)|^(?:undeployable|unreleasable|unshippable)"),
            said(
                    "would,will",
                    THIS + " (?:would|will) (?:break|take down|bring down|corrupt|destroy) (?:" + PRODUCTION
                            + "|the (?:site|service|database|shop))"),
            said(
                    "would be,will be",
                    ACT
                            + " (?:this|it|that|now|today) (?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless|too early|too risky)"
                            + "|(?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless) to "
                            + ACT),
            said("better", "(?:d|had|would|^) ?better (?:wait|hold|not)\\b"),
            said(
                    "nothing",
                    "^nothing (?:goes|is going|ships|will go|gets (?:deployed|shipped|released)) (?:out|live|today|tonight|until|before|to "
                            + PRODUCTION + ")"),
            said(
                    "no ",
                    "^no (?:releases?|launch|shipping|go live|deploys?|deployments?) (?:today|tonight|tomorrow|until|till|before|this week|for now|yet|now|please)\\b"),
            said("brake", "(?:pump|hit) the brakes?|pull the (?:hand ?brake|emergency brake|brake)"),
            said(
                    "skip,drop,pull,exclude,withhold,park,shelve",
                    "^(?:please )?(?:skip|drop|pull|exclude|withhold|park|shelve) (?:(?:the|this|that|our) (?:\\p{L}+ )?"
                            + "(?:release|candidate|deployment|rollout)\\b(?! (?:image|branch|notes?|tag|artifact|script|page|log))|\\p{L}{1,6} [0-9]{1,9}\\b)"),
            said(
                    "nothing,no one,nobody,none of us",
                    "\\b(?:nothing|no one|nobody|none of us) (?:is to|is allowed to|should|must|may|shall|can|will|gets to) (?:be )?"
                            + "(?:deploy|ship|releas|launch|merg|promot|publish|roll(?:ed)? out|go live)"),
            said(
                    "nobody,no one",
                    "\\b(?:nobody|no one) (?:has |had |on the team )?(?:approved|signed|reviewed|cleared|authori[sz]ed)"),
            said(
                    "only",
                    "\\bonly " + ACT + " (?:\\p{L}+ ){0,3}?(?:once|after|when|if)\\b" + "|\\b" + ACT
                            + " (?:\\p{L}+ ){0,3}?only (?:once|after|when|if)\\b"),
            said(
                    "still",
                    "\\b(?:testing|review|qa|validation|verification|investigation) (?:is |are )?still (?:in progress|ongoing|running|pending|open)"),
            said("not start", "\\b(?:do|must|should) not start(?: yet| now|$| the " + ACT + ")"),
            said(
                    " too , very ",
                    ACT
                            + " (?:now |today |this |it |that )*is (?:too|very|far too|way too) (?:risky|early|dangerous|soon|unsafe)\\b"),
            said("not go", THIS + " (?:can|must|should|may|could|will|does) not go (?:out|live)\\b"),
            said("rather", "\\brather (?:we |you |they )?(?:did |do )?not (?:" + ACT + "|push|go)"),
            said("not good", "\\bnot good to (?:deploy|go|ship|release|launch)\\b"),
            said(
                    "freeze",
                    "\\b(?:are|is|am|re|still) in (?:a |the )?(?:code |change |release |deployment |holiday )?freeze\\b"
                            + "|\\b(?<!no )(?<!after the )(?:code |change |release |deployment )freeze(?: until| till| over (?=\\p{L})| is (?:on|in)| in (?:place|effect|force))"
                            + "|\\bthere is a (?:\\p{L}+ )?freeze\\b"),
            said("embargo", "^(?:\\p{L}+ )?embargo(?:$| until| till| is(?! (?:over|lifted|gone|off)))"),
            said(" off", "\\b(?:deployment|release|rollout|launch|go live) (?:is|s) off(?:$| for| until| today| this)"),
            said(
                    "rescheduled,moved,shifted,pushed",
                    "\\b(?:deployment|release|rollout|launch|go live) (?:is |was |has been |gets )?(?:rescheduled|moved|shifted|pushed(?: back)?) to"
                            + " (?:later|next|another|tomorrow|[0-9]|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|(?:january|february|march|april|june|july|august|september|october|november|december)\\b)"),
            said("say", "\\bsays? (?:to )?(?:hold|wait)(?:$| off| on)"),
            said(
                    "rejected,declined,refused,denied,turned down",
                    "^(?:the )?(?:cab|change board|security|legal|" + String.join("|", PlainText.roles())
                            + ") (?:has |have )?(?:rejected|declined|refused|denied|turned down)\\b"),
            said(
                    "nothing,no one,nobody",
                    "\\b(?:nothing|no one|nobody) (?:is to|should|must|may|can) (?:touch\\b|(?:change|go)(?:$| until| before| today| live))"),
            said("do nothing", "^(?:please )?do nothing\\b"),
            said("prefer", "\\bprefer (?:that )?(?:we|you|they) (?:did |do )?not (?:" + ACT + "|push|go)"),
            said("so no", "\\bso no (?:release|deployment|deploy|rollout|launch)\\b"),
            said(
                    "not do,fix",
                    "\\bplease (?:do )?not do (?:this|it|that)\\b|\\bplease fix (?:it |this |that |them )?first\\b"),
            said(
                    "window",
                    "\\b(?:deployment|release|change|maintenance) window (?:is|has) (?:over|closed|passed|expired)\\b"),
            said(
                    "mind,finish testing,go back",
                    "\\bchanged my mind about (?:the |this )?(?:approv|release|deploy|rollout|go live|\\p{L}{1,6} [0-9])|\\blet (?:me|us|qa) finish testing\\b|\\bneeds? to go back to (?:dev|qa|the (?:developers?|team)|review)\\b"),
            said(" back", "^\\p{L}{1,6} [0-9]{1,9} (?:is |was |has been )?(?:pushed|moved|put) back\\b"),
            said("bad idea", "\\b(?:a )?bad idea to " + ACT),
            said(
                    "fix ",
                    "^(?:please )?fix (?!(?:was|is|has|for|in|got|went|\\p{L}+ed) )(?:[\\p{L}0-9]+ ){1,6}before "
                            + ACT),
            said(
                    " after ",
                    "^(?:please )?" + ACT
                            + " (?:\\p{L}+ ){0,3}?after (?:[\\p{L}0-9]+ ){1,5}(?:is|are|has been|have been) (?:fixed|resolved|approved|done|merged|patched|signed)\\b"),
            said(
                    "take,remove",
                    "^(?:please )?(?:take|remove) (?:" + THIS
                            + "|\\p{L}{1,6} [0-9]{1,9}) (?:out of|from|off) (?:the )?(?:release|deployment|train|queue|sprint|plan|rollout)"),
            said(
                    "pending,missing,outstanding",
                    "\\bsign ?off (?:is |still |is still )?(?:pending|missing|outstanding)\\b"),
            said(
                    "more ,another",
                    "\\b(?:(?:we|i|qa|testing|this|it|team) needs?|give (?:us|me)) (?:(?!no )\\p{L}+ )?(?:more time|more days?|more testing|another day)\\b"),
            said("not pass", "\\b(?:gate|review|qa|uat)(?: [0-9]+)? (?:was |is |did |does |has )?not pass(?:ed)?\\b"),
            said("failed", "^(?:uat|qa|acceptance) (?:has |have )?failed\\b"),
            said("would", ACT + " \\p{L}{1,6} [0-9]{1,9} would (?:take|bring) down\\b"),
            said(
                    "approv",
                    "\\bmy approval was (?:premature|a mistake|wrong)|\\bapproved the wrong\\b|\\bapproval (?:was )?(?:given )?by mistake\\b"),
            said("no sign", "\\bno sign ?off (?:from|by|yet|given|so far)"),
            said("not lgtm, red", "\\bnot lgtm\\b|^\\p{L}{1,6} [0-9]{1,9} (?:is )?red$"),
            said("denied by", "(?:permission|go ahead|clearance) (?:is |was )?denied by " + FROM));

    /** Behind the beginning of a word, unless it says otherwise. */
    private static TriggeredPattern said(String triggers, String pattern) {
        return new TriggeredPattern(triggers, "\\b(?:" + pattern + ")");
    }

    /** Behind one of these a word may be meant for another case. */
    private static final Pattern UNREAL = Pattern.compile("\\b(?:would have|could have|if you|in case)\\b");

    private static final WordFilter PLAIN_FILTER = WordFilter.of(Stream.of(List.of(
            "no",
            "not",
            "keep",
            "hands",
            "leave",
            "back",
            "another",
            "further",
            "second",
            "one",
            "too",
            "undeployable",
            "unreleasable",
            "unshippable",
            "would",
            "will",
            "could",
            "might",
            "better",
            "nothing",
            "nobody",
            "prefer",
            "please",
            "window",
            "mind",
            "let",
            "bad",
            "fix",
            "after",
            "take",
            "remove",
            "pending",
            "missing",
            "outstanding",
            "more",
            "failed",
            "premature",
            "mistake",
            "wrong",
            "put",
            "none",
            "only",
            "still",
            "rather",
            "freeze",
            "embargo",
            "off",
            "rescheduled",
            "moved",
            "shifted",
            "pushed",
            "says",
            "say",
            "rejected",
            "declined",
            "refused",
            "turned",
            "skip",
            "drop",
            "exclude",
            "withhold",
            "park",
            "shelve",
            "red",
            "brake",
            "brakes",
            "denied",
            "pull",
            "pump")));

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
                        BEGIN + "(?:abgelehnt|blockiert|zurückgewiesen|verweigert|nicht freigegeben|auf eis gelegt)"
                                + NOT_NOTHING),
                where(
                        "bitte",
                        BEGIN
                                + "bitte (?:\\p{L}+ ){0,4}?(?:stoppen|anhalten|abbrechen|warten|zurückrollen|zurücknehmen)[^\\p{L}]*$"),
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
                                + "|(?<![\\p{L}])(?:je m|nous nous )[' ]?oppos(?:e|ons)"),
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
                            + " wstrzymano annule suspenso fermato rimandare zatrzymac anulowac gestopt gepauzeerd uitgesteld geannuleerd")
                    .split(" "))));

    private FurtherRefusals() {}

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
    static boolean isForeign(String plain, String words) {
        return (FILTER.mayBeIn(words) && isTriggered(plain, Latin.PATTERNS))
                || (hasOtherScript(plain) && isIn(plain, OtherScripts.PATTERNS));
    }

    private static boolean isTriggered(String plain, List<TriggeredPattern> patterns) {
        for (TriggeredPattern pattern : patterns) {
            if (pattern.isIn(plain)) {
                return true;
            }
        }
        return false;
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

    static boolean mayBePlain(String words) {
        return PLAIN_FILTER.mayBeIn(words);
    }

    /**
     * Whether a sentence says no.
     *
     * @param words of the sentence, in {@linkplain PlainText plain form}
     */
    static boolean isPlain(String words) {
        return isTriggered(words, NO) && !UNREAL.matcher(words).find();
    }
}
