package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that sentences are made of, and that are no argument of a tool unless its own form has them. */
final class EnglishWords {

    /** Without which there is hardly a sentence. */
    static final Set<String> FUNCTION_WORDS = words("""
            a an the this that these those it its it's i we you he she they them us me my our your his her their
            is are was were be been being am isn't aren't wasn't do does did don't doesn't didn't has have had having
            will would shall should can could may might must need needs cannot can't won't shouldn't
            and or but nor so yet if then else when whenever while until unless because since although though as than
            to of in on at by for with without from into onto over under above below between among through during
            before after against about across along around behind beside beyond inside outside within per via upon
            off out up down near toward towards not no never none only also just too very again already still once
            twice all any each every both either neither some many much more most few less least several other another
            same such own there here where who whom whose which what why how now soon later today tomorrow
            everything nothing something anything everyone nobody somebody someone everywhere please let lets let's
            using like instead back away together afterwards otherwise however therefore thus hence etc eg ie vs
            """);

    /** Verbs, adjectives, adverbs and nouns of sentences about deployments; none is a usual name of a service. */
    static final Set<String> PROSE_WORDS = words("""
            passes pass passed fails fail failed works work worked shows show shown returns return returned responds
            respond succeeds succeed succeeded completes complete completed finishes finish finished runs ran starts
            started stops stopped exits exited reports report reported connects connect connected loads load loaded
            triggers trigger triggered deploys deployed updates updated creates created removes removed deletes deleted
            restarts restarted reloads reloaded rolls rolled builds built tests tested checks checked verifies verified
            confirms confirm confirmed ensures ensure ensured means requires require required becomes become gets got
            goes go going gone comes come takes take taken makes made keeps keep kept looks look says say said sees
            see seen finds found gives give given uses used tells tell told happens occurs appears remains exists
            exist matches match contains includes include affects exceeds drops rises recovers drains scales brings
            bring leaves handles serves accepts answers points switch switches moves sends receives reads writes
            database server service container lists prints resolves prevents allows blocks breaks broke broken crashes crashed hangs hung expires
            ok okay okey green red yellow healthy unhealthy ready available unavailable alive dead active inactive
            running pending stuck idle busy reachable unreachable accessible responsive stable unstable degraded fine
            good bad clean empty full correct incorrect wrong right sure certain safe unsafe fresh stale old new older
            newer oldest newest previous current latest last next first second third final initial recent prior
            existing missing specific different additional extra remaining entire whole complete manual automatic
            necessary needed optional possible impossible important critical needful relevant affected failing working
            expected unexpected successful unsuccessful normal abnormal high low higher lower slow slower fast faster
            quick small large big long short open closed public secure invalid valid unused orphaned zombie rogue
            everything changes change dependencies dependency credentials documentation docs documents stakeholders
            customers users user people person team teams engineer engineers developer developers operator operators
            traffic errors error warnings warning issues issue problems problem bugs bug logs metrics dashboards
            dashboard alerts alert tickets ticket reason reasons result results output outputs response responses
            requests request latency throughput downtime uptime outage incident incidents window minutes minute seconds
            second hours hour days day weeks week times time moment moments percent
            processes process servers server machines machine hosts nodes instances instance containers images
            packages package files file folder folders directory directories path paths folder configs configuration
            configurations settings setting variables variable secrets records record entries entry tables rows data
            endpoint endpoints url urls page pages site sites link links services databases clusters
            maintenance environment environments versions version releases tag tags branch branches commits commit artifact
            artifacts binaries binary manifests manifest charts chart values template templates scripts script steps
            step stage stages phase phases procedure procedures process plan plans strategy strategies approach way
            ways checklist runbook instructions instruction command commands option options tool tools access rights
            permission permissions approval approvals sign-off signoff review reviews
            migrations rollouts deployments backups snapshots copies copy duplicate health connectivity connection
            connections backlog state states condition conditions availability capacity performance load memory
            cpu disk space usage utilization consumption limit limits threshold thresholds rate rates
            number numbers amount total count counts list details detail info information message messages notes note
            application applications image pod pods replica replicas
            channel channels mail email emails slack pagerduty wiki requirements prerequisites
            mesh desk rollback-plan deployment-plan downstream upstream-service post-deployment pre-deployment
            careful carefully properly thoroughly maybe perhaps first second finally twice always often sometimes usually
            tier tiers unit units boxes fleet fleets farm farms pair pairs
            ago long early late sooner asap half part parts rest side point points thing things
            release rollback deployment upgrade migration backup restore rollout update install deploy build check
            verify restart stop start run notify confirm ensure read-only up-to-date re-deploy re-run go-live roll-back
            real-time sign-off follow-up on-call stand-by fail-over hot-fix read-write live-ready production-ready well
            neu neue neuen neuer alle der die das den dem des ein eine einen einem und oder nicht mit ohne von zu zum
            zur auf aus bei nach vor bis wenn dann ist sind wird werden muss soll starten stoppen neustarten machen
            anwenden deployen installieren aktualisieren laden wiederherstellen testen warten anlegen kopieren
            le la les un une des du au aux et ou est sont pas avec sans pour dans sur par puis si lancer relancer
            installer appliquer tester attendre copier nouveau nouvelle nouvelles
            el los las una del al y o es son con sin para por en que si ejecutar reiniciar aplicar probar esperar
            copiar instalar nuevo nueva il lo gli una del della con senza per riavviare eseguire provare
            os as um uma do da com sem reiniciar executar het een en van met voor niet opnieuw starten uitvoeren
            """);

    /** Programs of common machines, and verbs with which sentences begin: what stands first is no proof. */
    static final Set<String> FIRST_WORDS = words("""
            abort accept access acknowledge activate add adjust advise alert align allow alter analyze announce append
            apply approve archive arrange ask assert assess assign assume assure attach audit authorize avoid await
            backup balance banner batch begin bind bootstrap bounce branch break bring browse build bump cache call
            cancel capture carry catch change channel check choose clean cleanup clear click clone close collect combine
            communicate compare compile complete compose compress conduct configure confirm connect consider
            consult contact continue convert coordinate copy correct count cover create cut deactivate debug decide
            declare decline decommission decrease define delay delete deliver demote deploy deprecate describe design
            destroy detach detect determine diff disable discard disconnect display distribute document download drain
            drop dump duplicate edit eject emit empty enable encrypt end enforce enter escalate establish estimate
            evaluate evict examine exclude execute expand expect expire explain export expose extend extract factor
            fail fetch fill filter finalize finish fix flip flush fold follow force forward freeze gate gather
            generate get give go grant group groups guard halt hand handle head help hide hold host identify ignore
            implement import include increase increment inform initialize initiate inject insert inspect install
            integrate investigate invoke isolate issue join keep kick kill label launch lead leave let limit link list
            listen load locate lock log login logout look lower maintain make manage map mark mask match measure merge
            migrate minimize mirror mitigate modify monitor mount move mute name note notify observe obtain offload
            open operate optimize order organize output overwrite page paste patch pause perform persist ping pin place
            plan point poll populate post prepare press preserve prevent preview print proceed process produce promote
            propagate protect provide provision publish pull purge push put query queue quiesce quit raise read reassign
            reattach rebalance reboot rebuild receive recheck reconcile reconfigure record recover recreate redeploy
            redirect redo reduce refer refresh register reindex reinstall reinstate reissue release reload remain
            remediate remember remind remove rename render renew reopen repair repeat replace replay replicate report
            request rerun reset resize resolve respond restart restore resume resync retain retry return reuse reveal
            revert review revise revoke rewrite roll rollback rollout rotate route run sample save scale scan schedule
            scope script seal search secure see seed select send separate serve set setup share shift ship show shrink
            shut shutdown sign signal silence simulate skip smoke snapshot sort spawn spin split stage stand start stash
            state stay stop store stream submit suspend swap switch sync synchronize tag tail take target tear tell
            terminate test throttle tick time toggle touch trace track transfer trigger troubleshoot try tune turn type
            unblock undeploy undo unfreeze uninstall unlock unmount unpack unset update upgrade upload use users validate
            verify view visit wait walk wall warm warn watch who wipe wire work write yes zip
            anchor bastille bench cast craft feast forge hive maestro middleman module morph net octopus pig presto realm snapper snow truffle
            alias apt at bg cat cd chef command consul cron curl database deployment docker echo eval exec exit file
            find free git hash health history id jobs kind last latency less load local mail message more most nice
            node nomad pack packer patch puppet rails railway reads render root route salt service services shell sleep
            source stack stat stdin stop sudo sum sure system table terminal top traffic true tree trap tunnel vault vi view
            false null nil todo tbd done nothing error errors logs metrics
            dry smoke canary blue green rolling hotfix zero post pre
            """);

    private EnglishWords() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
    }

    /** Whether a sentence hardly does without it. */
    static boolean isFunction(String word) {
        return FUNCTION_WORDS.contains(word);
    }

    /** Whether a word stands in sentences rather than as the name of something. */
    static boolean isProse(String word) {
        return FUNCTION_WORDS.contains(word)
                || PROSE_WORDS.contains(word)
                || Adverbs.contains(word)
                || hasEndingOfProse(word)
                || isThirdPerson(word)
                || isCondition(word);
    }

    private static final Set<String> NAMES = Set.of(
            "staging",
            "testing",
            "ping",
            "billing",
            "shipping",
            "pricing",
            "booking",
            "tracking",
            "logging",
            "monitoring",
            "routing",
            "messaging",
            "invoicing",
            "ordering",
            "scheduling",
            "memcached",
            "named",
            "feed",
            "seed",
            "embed",
            "speed",
            "shed",
            "assembly",
            "supply",
            "syncthing",
            "hosting",
            "grafana",
            "systemd",
            "containerd",
            "cloudflared",
            "string",
            "indexing",
            "training",
            "embedding",
            "onboarding",
            "reporting",
            "landing",
            "marketing",
            "polling",
            "caching",
            "crawling",
            "streaming");

    /** Whether it waits for somebody: {@code needs-approval}, {@code ON_APPROVAL}. */
    private static final Pattern APPROVED = Pattern.compile(
            "(?i)(?:\\w+[_/-])?(?:needs?|after|on|upon|pending|with|without|pre|post|qa|cab|if|when|until|required?s?|by|not|un|once|awaiting|for)"
                    + "[_/-]?(?:\\w+[_/-])?(?:approv(?:al|als|ed|e)|sign[_-]?off)(?:[_/-]\\w+)?");

    /** Of which one part is enough to make a remark of a word with hyphens or slashes. */
    private static final Set<String> CONDITIONS = words("""
            not no if when unless until never only asap needed required necessary wanted possible downtime effort yes either
            and or on off maybe y n
            """);

    /** With which a remark of several words begins, as in {@code by-hand}. */
    private static final Set<String> BEGINNINGS = words("by as at after before during until within your per");

    /** What a step stands before or behind, though not as its name. */
    private static final Set<String> OCCASIONS = words(
            "approval approvals review signoff hours work lunch weekend holiday holidays freeze meeting go qa cab");

    /** Of which two with a slash between are both of them rather than a directory. */
    private static final Set<String> ENVIRONMENTS =
            words("production prod staging stage dev development test qa uat preprod sandbox");

    /** Such as {@code if-needed}, {@code by-hand}, {@code one-by-one}, {@code post-approval}, {@code on/off} and {@code staging/prod}. */
    static boolean isCondition(String word) {
        if (APPROVED.matcher(word).matches()) {
            return true;
        }
        int hyphen = word.indexOf('-');
        int slash = word.indexOf('/');
        if ((hyphen <= 0 && slash <= 0)
                || !word.chars().allMatch(each -> Character.isLetter(each) || each == '-' || each == '/')) {
            return false;
        }
        List<String> parts = List.of(word.toLowerCase(Locale.ROOT).split("[/-]"));
        boolean isInTurn =
                parts.size() == 3 && parts.get(1).equals("by") && parts.get(0).equals(parts.get(2));
        boolean isOccasion = (parts.get(0).equals("pre") || parts.get(0).equals("post"))
                && parts.stream().anyMatch(OCCASIONS::contains);
        boolean isList = slash > 0 && ENVIRONMENTS.containsAll(parts);
        return isOccasion
                || isInTurn
                || isList
                || (hyphen > 0 && BEGINNINGS.contains(parts.get(0)))
                || parts.stream().anyMatch(CONDITIONS::contains);
    }

    /** Whether a word with hyphens has a part that says when or how: as a name alone it may have. */
    static boolean isRemark(String word) {
        return COMPOUND.matcher(word).matches()
                && Arrays.stream(word.split("-"))
                        .anyMatch(part -> FUNCTION_WORDS.contains(part)
                                || Adverbs.contains(part)
                                || hasEndingOfProse(part)
                                || TIMES.contains(part));
    }

    private static final Pattern COMPOUND = Pattern.compile("[a-z]+(?:-[a-z]+)+");
    private static final Set<String> TIMES =
            words("week weeks day days hour hours month months minute minutes next last mid end only later first");

    /** Verbs with which no line begins, but which say what comes of it. */
    private static final Set<String> FURTHER_VERBS = words("""
            heal yield improve stay matter occur hurt suffer cost belong differ depend suffice apply need want think know
            help mean lose win beat cause trigger entail imply involve invalidate interrupt overload overwhelm flood starve
            degrade corrupt leak spike stall loop race clash collide conflict vanish disappear reappear arrive depart
            """);

    /** What has the same form, and is a usual name of a service, a table, a queue or a directory. */
    private static final Set<String> NOUNS = words("""
            orders posts queries queues reports mails caches plans tags users notes jobs services views shares messages
            records charts files fetches batches branches patches watches searches balances builds calls channels checks
            copies documents dumps exports imports groups handles hosts inputs issues links lists loads locks logs maps
            masks migrations modules monitors names nodes outputs packs pages patches places points prints processes
            pulls pushes requests resources responses routes runs scales scans scopes scripts seeds shifts shops signals
            samples sets sources stages stores streams switches tables targets tests tokens traces types updates uploads
            uses workers apps accounts audits backups events feeds payments sessions spools states stacks steps tasks
            traffics bounces changes holds factors forwards grants guards heads helps labels leads limits looks monitors
            objects offers orders partners pictures pipelines plugins policies products profiles projects prices rates
            roles rules sales schedules schemas sites sounds stats stocks subscribers teams templates tickets times tools
            transfers tunnels values vendors volumes walls words zips aliases kinds chefs databases dockers files lesses
            cases nodes packs packers reads roots salts shells tops terminals services
            """);

    private static boolean isThirdPerson(String word) {
        return word.length() > 3 && word.endsWith("s") && !NOUNS.contains(word) && isVerb(word);
    }

    private static boolean isVerb(String word) {
        String once = word.substring(0, word.length() - 1);
        return isBase(once)
                || (once.endsWith("e") && isBase(once.substring(0, once.length() - 1)))
                || (once.endsWith("ie") && isBase(once.substring(0, once.length() - 2) + "y"));
    }

    private static boolean isBase(String verb) {
        return FIRST_WORDS.contains(verb) || FURTHER_VERBS.contains(verb);
    }

    /** What services are for, though no sentence begins with it. */
    private static final Set<String> PURPOSES =
            words("index crawl scrape ingest consume transcode dispatch aggregate harvest enrich sweep relay");

    /** What comes of things rather than what a service does: {@code cleaner}. */
    private static final Set<String> COMPARATIVES = words("cleaner clearer calmer drier warmer closer");

    /** Whether it is what does something, as services are named: {@code indexer}, {@code processor}. */
    static boolean isAgent(String word) {
        if (!(word.endsWith("er") || word.endsWith("or")) || COMPARATIVES.contains(word)) {
            return false;
        }
        String stem = word.substring(0, word.length() - 2);
        boolean isDoubled = stem.length() > 2 && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2);
        return isPurpose(stem)
                || isPurpose(stem + "e")
                || (isDoubled && isPurpose(stem.substring(0, stem.length() - 1)));
    }

    private static boolean isPurpose(String verb) {
        return isBase(verb) || PURPOSES.contains(verb);
    }

    private static boolean hasEndingOfProse(String word) {
        return word.length() > 3
                && word.chars().allMatch(Character::isLetter)
                && (word.endsWith("ly") || word.endsWith("ing") || word.endsWith("ed"))
                && !NAMES.contains(word);
    }
}
