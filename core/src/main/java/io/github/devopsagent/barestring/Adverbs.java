package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.Set;

/**
 * Words that say when, how often, how or whether something is done, in the languages in which plans are written. Tools
 * that take names of anything would take them for one.
 */
final class Adverbs {

    private static final Set<String> WORDS = Set.copyOf(
            Arrays.asList("""
            monday tuesday wednesday thursday friday saturday sunday weekend weekday workday noon midnight night morning
            evening afternoon forever tonight overnight yesterday nightly daily hourly weekly monthly yearly biweekly earlier
            beforehand afterward thereafter hereafter meanwhile henceforth onward onwards forthwith someday sometime
            anytime anyway anyhow somehow somewhat somewhere elsewhere nowhere anywhere wherever whenever whichever alone apart
            aside altogether thrice anew afresh ahead hopefully thanks sorry nope yep yeah yup hmm nvm lgtm done wip cc ok okay
            yes ja nein oui non si sí tak nee undone unneeded unwanted solo upfront offhours halfway indeed though except
            montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende mittags mitternacht nachts abends
            morgens heute gestern morgen vorher nachher danach davor dann sofort gleich bald spaeter später zuerst zuletzt
            erst noch schon nie niemals immer einmal zweimal dreimal manuell haendisch händisch bitte falls sobald nur
            auch wieder erneut abend nacht woche monat stunde jede jeden jedes naechste nächste letzte erledigt gesperrt
            erfolgreich erfolglos fehlerfrei fehlgeschlagen gruen grün gesund gestoppt gestartet ausgerollt bestanden pruefen prüfen
            freigegeben verboten erlaubt entfaellt entfällt optional noetig nötig fertig offen alt dienst
            lundi mardi mercredi jeudi vendredi samedi dimanche midi minuit demain hier soir matin nuit bientot bientôt
            ensuite apres après avant jamais toujours encore seulement parfois souvent maintenant aussitot manuellement
            plus-tard tard tot fois deja déjà puis enfin interdit annule annulé fini ce cette
            correctement reussi réussi reussie réussie termine terminé verifier vérifier
            lunes martes miercoles miércoles jueves viernes domingo hoy mañana manana ayer noche tarde luego despues
            después antes nunca siempre ahora pronto ademas solo solamente manualmente cada vez esta este prohibido cancelado
            aprobado hecho listo correctamente exitoso exitosamente verificar comprobar revisar
            sucesso verifica verificare successo
            lunedi lunedì martedi martedì mercoledi giovedi venerdi sabato domenica oggi domani ieri stasera stanotte notte
            mattina dopo prima poi mai sempre subito adesso ora ancora soltanto annullato vietato fatto questa
            segunda terça quarta quinta sexta sabado sábado hoje amanha amanhã ontem noite depois agora nunca sempre
            somente cancelada proibido feito
            maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag morgen gisteren vanavond vannacht nooit altijd
            daarna straks meteen later alleen handmatig verboden klaar
            poniedzialek wtorek sroda czwartek piatek sobota niedziela dzis dziś jutro wczoraj wieczorem noca nocą nigdy
            zawsze potem pozniej później teraz recznie ręcznie tylko gotowe
            crossed-out dry-run
            """.strip().split("\\s+")).stream().distinct().toList());

    private Adverbs() {}

    /** Whether a word in small letters is one of them. */
    static boolean contains(String word) {
        return WORDS.contains(word);
    }
}
