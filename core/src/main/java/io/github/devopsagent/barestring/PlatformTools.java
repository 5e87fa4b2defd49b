package io.github.devopsagent.barestring;

/**
 * The forms of tools of single platforms and products: operating systems, databases, data pipelines, phones, chains,
 * applications with a command line of their own. See {@link ToolTable} for the notation.
 */
final class PlatformTools {

    static final String LISTS = """
            $plainly = build start stop restart reload show get set add remove delete create update upgrade init install uninstall
                apply deploy sync push pull backup restore migrate run enable disable drain join leave reset export import reconfigure
                promote rollback login logout scale bootstrap flush compact snapshot pause resume
            """;

    static final String FORMS = """
            module,ml : load|unload|swap|switch|use|add P+ ; purge|avail
            realm : join|leave|permit|discover U|I ; OPT join|leave|permit|discover|list U|I?
            smbcontrol : all|smbd|nmbd|winbindd reload-config|shutdown|ping|close-share|debug I|N?
            pack : OPT build|rebase|config|buildpack|builder NAME|I|U|P P|U|I*
            k0s : start|stop|status|reset|version|sysinfo|backup|restore|etcd|airgap|kubectl leave|member-list|I? P|I|U* ; OPT
                start|stop|status|reset|backup|restore|install|etcd leave|member-list|controller|worker? P|I|U*
            longhornctl : check|install|uninstall|trim|export preflight|volume|replica I?
            omnictl : OPT cluster|kubeconfig|talosconfig|machine|get|apply|delete template|kubernetes|status|delete? sync|status|diff|delete|validate|
                render|export? I|P*
            exo : compute|storage|dns|dbaas|iam instance|instance-pool|load-balancer|sks|snapshot|bucket|elastic-ip
                start|stop|reboot|list|show|scale|update|delete|create|upgrade|rotate-ccm-credentials I*
            oci : OPT compute|db|ce|os|iam|lb|network|fn|devops|artifacts|dns|monitoring|container-instances
                instance|cluster|node-pool|object|bucket|image|database|autonomous-database|load-balancer|application|function|deployment|I
                action|launch|get|list|create|update|delete|terminate|start|stop|put|upload|restore|I I*
            balena : fleet|device|release|app|env|tag pin|list|restart|reboot|shutdown|purge|finalize|invalidate|track-latest|rm|set|I I|U|N*
            prefect : deployment|flow|work-pool|work-queue|block|config|profile|server run|ls|inspect|pause|resume|apply|delete|start|use|I P|I*
            vapor : deploy|rollback|redeploy|down|up production|staging|I
            node : ace I ANY* ; OPT ace I ANY*
            ipmitool % -H -U -P -I
            ipmitool : power|chassis|sel|mc|sensor|sdr|lan|user status|on|off|cycle|reset|soft|list|info|print|clear|cold|warm|power|bootdev? N|I|
                status|on|off|cycle|reset|soft|cold|warm|pxe|disk*
            freebsd-update : fetch|install|rollback|cron|updatesready+ ; OPT fetch|install|upgrade|rollback
            portsnap : fetch|extract|update|auto|cron+
            jexec : NAME|I|N CMD
            iocage,bastille,ezjail-admin : start|stop|restart|list|snapshot|snaplist|snapremove|rollback|update|upgrade|
                destroy|console|fetch|bootstrap|clone|export|import|rcboot|pkg|service $sites|U|I|P* ; exec|cmd $sites|I|U CMD ; OPT
                start|stop|restart|list|snapshot|rollback|update|upgrade|destroy|fetch|create $sites|U|I|P|A*
            bectl,beadm : create|activate|destroy|list|mount|unmount|rename NAME|I|U|P* ; OPT create|activate|destroy|list NAME|I|U|P*
            svcadm : enable|disable|restart|refresh|clear|mark NAME|P|I|U ; OPT enable|disable|restart|refresh|clear NAME|P|I|U
            svcs,lssrc,startsrc,stopsrc,sysrc,pfctl,fwupdmgr,dracut,mkinitcpio,update-initramfs,unattended-upgrade,
                apachetop,conntrack,birdc,qemu-img,codesign,productbuild,apksigner,zipalign,jarsigner,agvtool : OPT ANY*
            startsrc,stopsrc,lssrc,svcs % -* -s -g
            sysrc : A|I+
            update-initramfs : OPT all
            update-initramfs,dracut,mkinitcpio,unattended-upgrade,svcs :
            qemu-img % -* -f -O
            rpm-ostree : status|upgrade|rollback|cleanup|reload|deploy|rebase|install|uninstall|apply-live|kargs I|U|P* ; OPT
                upgrade|rollback|cleanup|deploy|rebase|install|kargs I|U|P*
            bootc : status|upgrade|rollback|switch I|U|P? ; OPT status|upgrade|rollback|switch I|U|P?
            transactional-update : up|dup|patch|rollback|reboot|cleanup|pkg N|I? ; OPT
            snapper : list|create|delete|rollback|status|undochange|cleanup|diff N|I|number* ; OPT
                list|create|delete|rollback|status|undochange|cleanup N|I|number*
            snapper % -* -c -d -t --description --type
            busctl,coredumpctl,bootctl,portablectl,machinectl : list|info|status|install|update|attach|detach|start|stop|
                reboot|poweroff I|P|U? ; OPT
            tailscale,zerotier-cli : up|down|status|login|logout|netcheck|version|update|serve|funnel|ping|ip|cert|set I|U|N* ; OPT
                up|down|login|set|serve|funnel|status I|U|N* ; join|leave I|N
            cloudflared : tunnel run|list|create|delete|info|cleanup|route $sites|I|U* ; tunnel route dns $sites|I U ;
                update|version ; service install|uninstall I? ; OPT tunnel run|create|route $sites|I|U*
            ngrok : http|tcp N|U ; start I|$sites ; OPT http|tcp|start N|U|I
            vtysh % -* -c
            vtysh : OPT Q|I*

            zfs : allow|unallow NAME|I $verbs|snapshot|rollback|mount|clone|I P|I
            rbd : snap|snapshot create|ls|rm|rollback|protect|unprotect|purge P|I ; ls|list|info|du|map|unmap|device|export|import|
                create|rm|remove|resize|clone|flatten|mirror|showmapped P|I|-* ; OPT
                snap|create|resize|export|import|ls|rm|map|trash|mirror create|ls|rm|rollback|purge|P|I*
            rados,radosgw-admin,ceph-volume,cephadm,crushtool : OPT ANY* ; lspools|df ; shell CMD ; bootstrap OPT ;
                user|bucket|zone|period|realm list|info|create|rm|stats|check|get|commit|update I* ; lvm list|activate|zap P|I|N*
            ceph : status|health|df|versions|features|quorum_status ; health detail ; orch upgrade start|status|pause|resume|stop|check|ls
                I|U? ; orch ls|ps|status ; orch restart|redeploy|stop|start|rm|apply|host|daemon I|P|U|$sites|$acts|$ends* ;
                osd|mon|mgr|mds|fs|pg|auth|config|balancer|crash tree|df|stat|ls|dump|status|get|set|fail|repair|scrub|deep-scrub|
                archive-all|on|off|ok-to-stop|require-osd-release I|N|U|P|A* ; OPT orch upgrade start
            gluster : volume|peer|snapshot start|stop|status|info|heal|list|create|delete|probe|detach|restore|rebalance
                NAME|I|U|P* ; volume heal NAME|I info|full? ; volume rebalance NAME|I start|stop|status|fix-layout
            crictl : ps|pods|images|info|stats|version ; rmi|pull|inspecti I|P|U+ ; stop|rm|logs|inspect|stopp|rmp|inspectp I+ ; exec I CMD ;
                OPT ps|pods|images|rmi|logs|pods|stop|rm I*
            ctr : images|image|i ls|list|pull|push|import|export|rm|tag I|P|U* ; tasks|task|t|containers|container|c|snapshots|namespaces|ns
                ls|list|kill|rm|delete|info I|P|U* ; OPT images|image|i|tasks|task|t|containers|container|c|namespaces|snapshots
                ls|list|pull|push|import|export|rm|tag|kill|delete I|P|U*
            incus,lxc : launch|init|copy|move P|U|I NAME|I? ; start|stop|restart|delete|info|console|snapshot|restore|export|publish|pause
                NAME|I+ ; list|ls|version|monitor ; snapshot create|restore|delete|list NAME|I NAME|I? ; file push|pull P|I P|I ; exec NAME|I CMD ;
                config|profile|image|network|storage|remote|cluster list|show|get|set|add|create|delete|import|export|edit|device|
                enable|evacuate NAME|I|P|U|A* ; OPT
            virsh : start|shutdown|reboot|destroy|undefine|suspend|resume|autostart|dominfo|domstate|managedsave NAME|I ;
                snapshot-create-as|snapshot-revert|snapshot-delete|snapshot-list|domblklist NAME|I NAME|I?
            juju : status|models|machines|controllers|clouds|whoami|version|spaces|offers ; deploy|refresh|expose|unexpose|config|run|
                resolved|switch|ssh|exec|debug-log|trust|bind|upgrade-charm|upgrade-model|upgrade-controller|remove-application|
                remove-unit|add-unit|add-machine|remove-machine|scale-application|show-unit|show-application|attach-resource|
                run-action|add-model|destroy-model|set-constraints $sites|P|N|U A|P|I|N* ; integrate|relate|add-relation|remove-relation
                $sites|I $sites|I ; upgrade-machine|upgrade-series N|I prepare|complete I|U? ; OPT
                status|deploy|refresh|run|exec|config|add-unit|add-model|destroy-model|upgrade-model|upgrade-machine|bootstrap
                $sites|P|N|U|I? prepare|complete? A|P|I|U|N*
            azd : up|deploy|provision|package|down|init|show|monitor|restore $sites|I? ; auth|env|pipeline|config|template|extension|appservice|
                hooks login|logout|list|new|select|set|get-values|refresh|config|swap|run|install|upgrade|show $sites|I|A|U* ; OPT
                up|deploy|provision|package|down|env|pipeline|appservice $sites|I? swap|select|new|set|config?
            ibmcloud : login|logout|target|regions|update|version|account|api ;
                cr login|image-list|images|namespace-list|namespaces|namespace-add|region|region-set|image-rm|image-tag|build|info|quota I|P|U* ;
                ks|oc|is|ce|cf|cos|sm|kp|iam|resource|plugin|schematics|fn|cdb|cis|tg|dl|en|atracker|logging|catalog
                login|target|select|push|I I|P|U|N|A* ; ce|ks|cf|plugin app|application|job|jobrun|build|buildrun|secret|configmap|project|cluster|
                worker|worker-pool|install|update|uninstall|list|push|apps|delete|restart|restage
                create|update|delete|get|list|ls|select|submit|logs|config|reload|replace|resize|bind|$sites|I I|P|U|N|A* ; OPT
                cr|ks|oc|is|ce|cf|cos|sm|iam|resource|plugin|schematics|fn|login|target I|$verbs|cluster|worker* I|P|U|N|A*
            coolify,dokploy : status|deploy|restart|stop|start|logs|health|resources|backup $sites|I|U ;
                deploy|app|server|service|database|context|projects|applications list|get|create|delete|name|uuid|start|stop|restart|logs|set|
                use $sites|I|U* ; OPT
            dkron : agent ; raft list-peers|remove-peer ; raft remove-peer OPT ; leave|version|keygen ; OPT agent|raft|leave
                list-peers|remove-peer?
            nuocmd : shutdown|start|stop|create|delete|show|check|get|set|evict|connect|disconnect|update
                process|database|server|archive|domain|processes|servers|databases|archives I|A* ; OPT
                shutdown|start|create|delete|show|check|get|set|update process|database|server|archive|domain|I I*
            pg_probackup : init|backup|restore|validate|show|delete|merge|checkdb|archive-push|archive-get|add-instance|del-instance|set-config|
                show-config|catchup|version OPT ; OPT
            pg_probackup % -B -b -D -i --instance
            kopia,borgmatic,autorestic,resticprofile,tarsnap,sanoid,syncoid,btrbk,etckeeper,zrepl : create|list|prune|compact ;
                check|extract|restore|mount|info|backup|run|snapshot|commit|status|verify P|I|U|N+ ; snapshot
                create|list|delete|restore|verify P|I* ; repository connect|create|status|sync-to|validate-provider I|P|U|filesystem|s3|b2|gcs|azure* ;
                P|U|I P|U ; OPT ; OPT create|list|prune|compact|check|extract|restore|backup|forget|snapshot|run P|I|U|A*
            rsnapshot : hourly|daily|weekly|monthly|alpha|beta|gamma|sync|configtest ; OPT

            nssm : install|start|stop|restart|status|remove|rotate|pause|continue|dump C|I|NAME|Q P|I|confirm? ; set|get|reset C|I|NAME|Q C|I|Start|
                Application|Description|Environment|D? P|I|V|Q|A*
            net,net.exe : start|stop|pause|continue C|I|NAME|Q ; OPT use|user|share I|P|Q* ; use P|I|N|Q P|Q?
            sc,sc.exe : start|stop|query|queryex|qc|delete|failure|config|create C|I|NAME|Q Q|A|I|N|P*
            netsh,netsh.exe : advfirewall firewall add|delete|set|show rule A|Q+ ; advfirewall set I state on|off ; http add|delete|show
                urlacl|sslcert|iplisten A|Q* ; interface|winhttp|int I|$acts|ipv4|portproxy|proxy A|I|P|U|N|Q*
            iisreset,iisreset.exe : ; P+ ; OPT U?
            appcmd,appcmd.exe : start|stop|recycle|list|add|delete|set|restore apppool|site|backup|app|vdir|config|apppools|sites|wp A|P|Q|I|C*
            schtasks,taskkill,tasklist,icacls,certutil,wevtutil,dism,robocopy,xcopy,msiexec,msdeploy,msbuild,reg,bcdedit,wmic,nuget,
                vstest.console.exe,sqlpackage,schtasks.exe,taskkill.exe,icacls.exe,msiexec.exe,msdeploy.exe,msbuild.exe,robocopy.exe,
                sqlpackage.exe,certutil.exe : P|I|A|Q|N|U P|I|A|N|U|Q|C* P P|I|A|N|U|Q|C* ; OPT P|I|A|N|U|Q|C* ; restore|pack|push|install P|U|I+
            octo,octopus : create-release|deploy-release|promote-release|push|pack|release|deployment OPT ; OPT
                release|deployment|account|package|runbook create|deploy|list|delete|promote|upload|run
            octo,octopus % --project --version --packageVersion --deployTo --to --releaseNumber
            Start-Service,Stop-Service,Restart-Service,Get-Service,Expand-Archive,Copy-Item,Remove-Item,Invoke-WebRequest,Import-Module,
                Install-WindowsFeature,Start-WebAppPool,Stop-WebAppPool,Restart-WebAppPool,Set-Service : OPT

            zowe : zos-jobs|jobs submit|list|view|download|cancel|delete local-file|lf|data-set|ds|uss-file|jobs|output|spool-files-by-jobid|
                job-status-by-jobid|job|I P|I|U|K|C* ; zos-files|files upload|download|list|create|delete|copy|rename|migrate|recall|edit
                file-to-data-set|ftds|dir-to-pds|dtp|dir-to-uss|file-to-uss|data-set|data-set-member|ds|all-members|am|uss-file|uss-dir|
                data-set-partitioned|pds|I P|I|U|K|C* ; zos-console|console issue command|cmd Q ; zos-tso|tso issue|start|stop
                command|address-space|as|Q Q? ; zos-uss|uss issue ssh Q ; cics-deploy push|deploy|undeploy bundle ; cics
                refresh|discard|define|install|enable|disable|open|close|add|get|remove program|transaction|urimap|bundle|resource|webservice|
                local-file V|I V|I? ; db2|endevor|rse|zosmf|daemon|config|plugins|profiles|auth|provisioning|zos-workflows
                execute|check|list|start|stop|restart|install|update|uninstall|validate|init|login|logout|apim|instance|status|sql|I P|I|U|K* ; OPT
                zos-jobs|jobs|zos-files|files|zos-console|cics|cics-deploy|db2|zos-uss|endevor|zos-tso $acts|$ends|refresh|issue|execute|call
                I|program|bundle|sql|ssh|command|procedure|ds|local-file V|I|P|U|K*
            db2 : Q ; OPT ; connect to $sites|I|V ; connect reset ; terminate
            db2start : ; PART ; SUDO
            db2stop : force ; ; SUDO
            hdbsql,hdbnsutil,sapcontrol,hdblcm,hdbuserstore,startsap,stopsap,disp+work,R3trans,tp,saphostctrl : OPT ANY* ; OPT ANY* C|V
            sapcontrol % -* -nr -function -host -user -prot
            tp : import|addtobuffer|cleanbuffer|showbuffer V|I|N V|I|N A|I|P*
            dspmqver,strmqm,endmqm,dspmq,runmqsc : V|I ; OPT V|I? ; REDIR V|I
            wlst.sh,kcadm.sh,kc.sh,jboss-cli.sh,add-user.sh : P P|I|U|A* ; OPT I|P|U|A* ; start|build|export|import|config|show-config|get|update|
                create P|I|U|A*

            xcrun : simctl|altool|notarytool|stapler|devicectl|agvtool ANY* ; notarytool|altool|stapler|simctl
                submit|info|log|history|staple|validate|boot|shutdown|install|uninstall|launch|erase|list ANY* ; OPT
                notarytool|altool|stapler|simctl submit|info|staple|install ANY*
            xcode-select : OPT P?
            adb : devices|reboot|root|remount|start-server|kill-server|version ; install|push|pull|uninstall|connect|disconnect P|U|I+ ; shell CMD ;
                shell Q|am|pm|input|settings|dumpsys ANY* ; OPT install|uninstall|push|shell|logcat|wait-for-device|reboot P|U|I*
            shorebird : release|patch|preview|doctor|login android|ios|aar|macos|windows? ; OPT release|patch android|ios
            bundletool : build-apks|install-apks|validate|dump OPT
            xcodegen,tuist,carthage,pod : generate|install|update|build|bootstrap|fetch|cache|test|checkout|outdated $sites|I|P* ; OPT
                generate|install|update|build|bootstrap P|I*
            maestro : test|cloud P+
            appcenter : OPT distribute|codepush|build release|promote|queue|release-react|groups I|P|U*

            solana : program deploy|write-buffer|upgrade P I* ; program show|close|extend|dump I|P N|P? ; config get ;
                config set OPT ; balance|address|slot|epoch-info|validators|cluster-version|gossip|version|genesis-hash|epoch I|P? ; airdrop N I? ;
                transfer I|P N ; OPT program|config|transfer|balance|stake|vote-account|airdrop|catchup
                deploy|write-buffer|show|close|extend|set|get|set-upgrade-authority|set-buffer-authority|upgrade? I|P|N|U*
            solana-keygen : new|pubkey|verify|recover|grind P|I* ; OPT new|grind|pubkey P|I|A|U*
            anchor : build|deploy|test|upgrade|clean|migrate|verify|init|localnet|publish P|I? ; idl init|upgrade|fetch|build|set-authority|
                set-buffer|write-buffer I|P|U* ; keys sync|list ; OPT build|deploy|upgrade|test|idl|verify|keys init|upgrade|fetch? P|I|U*
            avm,foundryup,solc-select,nvm,fnm : use|install|uninstall latest|lts|stable|node|I|N ; use|install|list|ls|current ; alias|default
                default|node|I|N I|N|node? ; OPT
            volta : install|pin|fetch|uninstall node|npm|yarn|pnpm|I|U+ ; list|setup ; run OPT CMD
            rustup : update|show|check ; update|default stable|nightly|beta|I|N ; target|component|toolchain|override
                add|remove|install|list|uninstall|set|link stable|nightly|beta|clippy|rustfmt|I|N|P* ; self update ; run stable|nightly|beta|I|N
                CMD ; OPT target|component|toolchain|default|update|install? add|remove|install|list|uninstall? stable|nightly|beta|clippy|rustfmt|I|N*
            agave-install : update|init I|N? ; info
            forge : build|test|install|update|clean|snapshot|fmt|coverage|flatten I|P* ; script|create|verify-contract P|I I|P* ; OPT
                build|test|script|create|verify-contract|clean|coverage P|I*
            cast : call|send|balance|block|code|nonce|receipt|storage|rpc I|N|U+ ; OPT call|send|balance|publish|rpc I|U|N|Q*
            hardhat,truffle,anvil : compile|test|run|node|verify|deploy|migrate|clean|ignition I|P* ; ignition deploy P ; OPT
                compile|test|run|node|verify|deploy|migrate|ignition deploy? I|P|U*
            cosmovisor : run|init|config|version ; run start|version ; add-upgrade I P ; OPT add-upgrade|run I|start P?
            gaiad,osmosisd,junod,simd,evmosd,geth,bitcoin-cli,lncli,cardano-cli,polkadot,dfx,sui,aptos,starkli,sncast : start|status|version|
                getinfo|getblockchaininfo|getblockcount|walletbalance ; backupwallet|export P ; tx|query|q|move|client|canister|transaction|
                chain|config|account publish|compile|test|call|install|create|status|submit|sign|gov|bank|staking|upgrade|tip|plan|tx|I I|P|N|U|A* ; OPT
                start|tx|query|deploy|move|attach|snapshot|removedb|export|canister|client|init|config|stop
                publish|call|install|create|status|submit|prune-state|gov|bank|staking|upgrade|I* I|P|N|U|A*

            nix : flake update|check|show|lock|metadata|archive|init|new|clone I|P|U|nixpkgs* ; build|run|develop|shell|eval|fmt|bundle|copy|log|
                path-info|search P|U|I* ; profile install|list|upgrade|rollback|remove|history|wipe-history|diff-closures|add P|U|I|N* ;
                store gc|optimise|verify|delete|repair|ping P|I* ; registry|key|daemon|doctor|upgrade-nix|config list|add|pin|show? P|U|I* ; run U|P|I
                $verbs ; OPT flake|profile|store|run|build|develop|copy|eval|shell|registry
                update|check|install|upgrade|rollback|gc|optimise|verify|wipe-history|history|list|lock|apply|deploy|switch? P|U|I|A*
            nixos-rebuild,darwin-rebuild,home-manager : switch|boot|test|build|dry-build|dry-activate|list-generations|edit|build-vm|generations|
                news|expire-generations|rollback|packages P|I? ; OPT switch|boot|test|build|dry-build|dry-activate|expire-generations? P|I*
            nix-collect-garbage,nix-channel,nix-store : ; OPT P|U|I|$sites|N*
            colmena,nixops,morph,krops : apply|build|exec|upload-keys|apply-local|eval|deploy|info|check|list|destroy|push
                switch|boot|test|dry-activate|build|keys|P|I? ; OPT apply|build|exec|deploy|push|apply-local switch|boot|test|build|dry-activate|P|I*
            nh : os|home|darwin switch|boot|test|build|update|rollback|info|repl P|I? ; clean all|user ; search I ; OPT
                os|home|darwin|clean switch|boot|test|build|rollback|all|user P|I?
            deploy-rs,nixos-anywhere,agenix,sops-install-secrets : OPT P|U|I* ; P|U|I

            sf : project deploy|retrieve|delete|generate|convert|list|reset start|validate|quick|preview|report|resume|cancel|source|tracking|manifest I|P* ;
                org login|logout|list|create|delete|open|display|refresh|generate|assign|resume web|jwt|scratch|sandbox|shape|permset|user|I* ;
                apex run|test|get|tail|list test|log? P|I* ; package install|create|version|list|uninstall|installed
                create|promote|list|report|I* ; data import|export|query|upsert|delete|bulk tree|bulk|resume|I* ; plugins|config|alias|doctor|update
                install|update|set|get|list|link|I* A|I* ; OPT project|org|apex|package|data|config|alias
                deploy|retrieve|login|list|open|create|delete|display|install|run|get|set|import|export|query|version|assign|bulk
                start|validate|quick|preview|report|resume|cancel|web|jwt|scratch|sandbox|test|create|promote|permset|tree|source* I|P|A*
            sfdx : I I|P|U|N* ; deploy|retrieve ; OPT I I|P|U|N*
            sf,sfdx % -o -u -x -m -p -d -r -l -w -i -n -a -f --manifest --target-org --test-level --source-dir --metadata
            snow : connection add|list|test|set-default|remove I?
            nuget : restore P?
            snow,snowsql : sql|app|stage|streamlit|snowpark|git|object|connection|spcs deploy|run|build|list|create|copy|execute|fetch|test|drop|share|
                publish|teardown I|P|U|Q* ; OPT ANY* ; OPT sql|app|stage|streamlit|snowpark|git|dbt deploy|run|build|list|create|copy|execute|fetch
                I|P|U*
            databricks : bundle|jobs|clusters|fs|workspace|pipelines|secrets|repos|auth|apps|warehouses|libraries|catalogs|schemas|tables|current-user
                deploy|validate|run|destroy|summary|init|open|generate|list|get|create|delete|start|stop|restart|reset|run-now|cp|ls|cat|
                mkdir|rm|import|export|import-dir|export-dir|import_dir|update|start-update|login|env|profiles|put-secret|create-scope|me|sync|I
                $sites|P|U|I|N* ; OPT bundle|jobs|clusters|fs|workspace|pipelines|secrets|repos|auth|apps|configure
                deploy|validate|run|destroy|list|get|create|delete|start|run-now|cp|ls|rm|import|export|update|sync|I* $sites|P|U|I|N?
            dagster,dg,dagster-cloud : dev|run|check|list|scaffold|launch|utils|plus defs|job|asset|deploy|code-location|I? I|P* ;
                instance|job|asset|run|schedule|sensor|code-server|definitions|serverless|workspace|agent
                migrate|list|launch|materialize|start|stop|up|restart|info|validate|wipe|deploy|deploy-python-executable|sync|reindex|delete I|P* ; OPT
                dev|job|asset|instance|launch|schedule|sensor|serverless|workspace|plus|definitions
                launch|materialize|migrate|start|stop|deploy|sync|validate|execute|backfill|deploy-python-executable* I|P*
            dbt : run-operation $sites|I ; OPT run-operation $sites|I
            dbt % -s -m -t --select --models --target --vars --exclude --profiles-dir --project-dir
            meltano,dvc,kedro,sqlmesh,feast,zenml,bentoml,mlflow,great_expectations,abctl : run|install|repro|push|pull|checkout|plan|
                apply|serve|build|containerize|materialize-incremental I|P|U|N* ; elt|invoke|deploy|materialize|teardown I|P|U|N+ ;
                models|stack|checkpoint|schedule|state|local|exp|pipeline
                serve|build-docker|register|run|list|add|get|set|install|uninstall|status|credentials I|P|U|N* ; OPT
                run|install|plan|apply|deploy|push|pull|repro|serve|build|materialize I|P|U|N* ; OPT
                models|stack|checkpoint|schedule|state|local|server|db|pipeline serve|run|install|upgrade|build-docker|list|add? I|P|U|N*
            rpk : cluster|topic|group|redpanda|acl|security|registry|connect|profile health|info|config|maintenance|list|create|delete|describe|produce|consume|
                seek|start|stop|admin|tune|mode|check|partitions|alter-config|add-partitions|use $sites|I|N|U|A|enable|disable|status|get|set* ; OPT
                cluster|topic|group|redpanda|acl health|info|create|delete|list|describe|config|maintenance|produce|consume|alter-config|start
                $sites|I|N|enable|disable|status|set|get*
            kafka-configs,kafka-acls,kafka-reassign-partitions,kafka-leader-election,kafka-console-producer,kafka-console-consumer,
                kafka-consumer-groups.sh,kafka-configs.sh,kafka-acls.sh,kafka-reassign-partitions.sh,kafka-leader-election.sh,
                kafka-console-producer.sh,kafka-console-consumer.sh,kafka-storage.sh,kafka-storage,kafka-features.sh,
                kafka-broker-api-versions.sh,kafka-log-dirs.sh,kafka-metadata-quorum.sh,connect-distributed.sh,pulsar-admin,confluent :
                OPT ANY* ; format|random-uuid|describe|upgrade OPT ; random-uuid
            kafka-server-start.sh,kafka-server-start,zookeeper-server-start.sh,connect-standalone.sh : OPT P ; P+
            kafka-server-stop.sh,kafka-server-stop,zookeeper-server-stop.sh :
            kafka-configs,kafka-configs.sh,kafka-acls,kafka-acls.sh,kafka-consumer-groups,kafka-consumer-groups.sh,kafka-topics,kafka-topics.sh %
                --topic --group --entity-type --entity-name --bootstrap-server --command-config --reset-offsets
            pulsar-admin : topics|tenants|namespaces|clusters|brokers|functions|sinks|sources|schemas|subscriptions
                list|create|delete|stats|update|restart|start|stop|unload|skip|peek-messages|I I|P|U|N*
            hdfs,hadoop : dfs|fs|dfsadmin|haadmin|fsck|balancer OPT P|U|I|N|enter|leave|get|wait|fetchImage* ; namenode OPT ; version
            yarn : rmadmin|application|node|logs|queue|app OPT I|N*
            hive,schematool,sqoop,oozie,hbase,spark-sql,spark-shell,pyspark,pig,mapred,trino,presto,kylin.sh,nifi.sh,flink : OPT ANY* ; shell P ; PIPED ;
                import|export|job|eval|run|cancel|savepoint|list|start|stop|restart|status I|P|U*
            sqoop % -* --connect --table --target-dir --username
            flink : stop|cancel|list|run|savepoint|info I|P|N* ; OPT run|cancel|stop|savepoint|list P|I|U*
            tiup : cluster|dm|playground|update|install|list|mirror|bench|br
                deploy|start|stop|restart|upgrade|scale-out|scale-in|display|list|reload|patch|check|edit-config|exec|audit|prune|enable|destroy|rename|
                backup|restore|I $sites|I|P|U|N* ; OPT cluster|update|br|dm
                deploy|start|stop|restart|upgrade|scale-out|scale-in|display|reload|check|exec|prune|backup|restore? $sites|I|P|U|N*
            cockroach : start|init|sql|node|dump|version|start-single-node|cert|debug|workload OPT ; node status|drain|decommission|recommission|ls N|I* ; OPT
                node|cert|debug|sql|start|init|workload status|drain|decommission|create-node|create-client|create-ca|zip|init|run N|I|P|U*
            clickhouse-backup : create|upload|download|restore|list|delete|tables|create_remote|restore_remote|clean|server $sites|I|local|remote* ; OPT
                create|upload|download|restore|create_remote|restore_remote|list|delete $sites|I|local|remote?
            clickhouse,clickhouse-local,clickhouse-keeper-client : client|local|server|restart|start|stop|status|install|keeper OPT ; start|stop|restart|status ; OPT
            influx,influxd : backup|restore|inspect|query|write|ping|setup|bucket|task|org|auth|config|delete|export|apply OPT ; backup|restore P ;
                ping|version ; bucket|task|org|auth|config|user list|create|delete|update|set I* ; OPT backup|restore|inspect|bucket|task P|I*
            hasura : migrate|metadata|seed|seeds apply|status|rollback|export|reload|clear|diff|create|squash|inconsistency I|P|U|N* ; OPT
                migrate|metadata|seed|seeds apply|status|rollback|export|reload|clear|diff|create|squash I|P|U|N*
            litestream,litefs : replicate|restore|databases|snapshots|generations|wal|mount|export|import P|U+ ; OPT
                replicate|restore|snapshots|export|import|run P|U*
            atlas,turso : migrate|schema|clusters|backups|projects|deployments|db apply|status|diff|lint|hash|inspect|push|list|describe|
                create|shell|show|destroy I|P|U|N* ; OPT migrate|schema|clusters|backups|deployments|db
                apply|status|diff|lint|hash|inspect|push|list|describe|create|shell|show I|P|U|N*
            surreal,dolt,pocketbase,directus,strapi,edgedb : OPT start|sql|export|import|serve|migrate|superuser|database|schema
                apply|migrate|upsert|P|I|U|N*
            directus : database install|bootstrap|I ; schema apply|snapshot P
            pocketbase : superuser upsert|create|update U I? ; migrate up|collections
            nodetool : status|info|ring|drain|flush|repair|cleanup|compact|netstats|tpstats|describecluster|gossipinfo|version|compactionstats|
                decommission|snapshot|clearsnapshot|listsnapshots|upgradesstables|rebuild|scrub|refresh|removenode|disablebinary|enablebinary|
                disablegossip|enablegossip|disableautocompaction|enableautocompaction|statusbinary|setlogginglevel|verify $sites|I|U|P*
            sstableloader,sstablescrub,sstableupgrade,sstableverify,sstableofflinerelevel : OPT P|I|NAME* ; NAME NAME

            gitlab-runner,buildkite-agent,woodpecker-cli,jenkins-jobs,jenkins-plugin-cli,codefresh,jfrog,jf :
                register|unregister|verify|start|stop|restart|status|run|list|install|uninstall|reset-token|pause|resume I|P|U* ;
                pipeline|artifact|annotate|meta-data|build|repo|secret|application|rt|rbp|rbc upload|download|set|get|ls|info|promote|start|stop|restart|approve|save|
                list|sync|u|dl|cp|del|search|ping|ci|execute|create|update $sites|I|P|U|N|Q|A* ; OPT register|unregister|run|update|test|exec|rt|
                pipeline|artifact|application|build upload|download|upload|dl|u|execute|save|get|list|promote? I|P|U|N*
            infisical,bao,gopass,bw,akeyless,ejson,dotenvx : run CMD ; login|sync|status|unlock|lock|export|secrets|init|reset|show|insert|
                generate|rm|ls|encrypt|decrypt I|P|U|V* ; status|operator|kv|secrets|auth|policy|token|variable
                unseal|seal|init|get|put|list|enable|disable|read|write|raft|lookup|renew|set I|P|U|A|N|Q* ; OPT
                run|export|secrets|login|status|kv|operator|decrypt|encrypt|get|set get|set|put|unseal|init|delete? P|I|A|V*
            op : signin|whoami|vault|item|document list|get|create|edit|delete? $sites|I|P|U|Q* ; read U|Q ; inject OPT ; run OPT CMD ; OPT
                inject|read|item|document get|list|create? P|I|U*
            mc : alias set|list|remove $sites U ANY* ; admin service|update|info|heal|user|policy|trace|prometheus|decommission
                restart|stop|start|status|list|add|remove|attach|$sites $sites|I|P* ; OPT admin info|heal|update|service $sites
            kubeconform,kubeval,kube-linter,conftest,kubescape,helm-docs,kube-bench,tflint,tfsec,checkov,terrascan,infracost,driftctl,
                cfn_nag,yamllint,actionlint,gitleaks,trufflehog,syft,grype,dockle,semgrep,pip-audit,lychee,markdownlint,oasdiff,
                schemathesis,pact-broker,hurl,shfmt,oxlint,lhci,pa11y,htmltest,zap-baseline.py,testssl.sh,sslscan,gatling,jmeter,oha,
                bombardier,wrk2,fortio,ghz,grpcurl,grpc_health_probe,websocat,wscat : P|U+ ; OPT P|U|I|N|A* ;
                test|verify|check|scan|detect|dir|lint|validate|load|curl|format|breaking|image|fs|git|filesystem|dockerfile|diff P|U|I+ ; OPT
                test|verify|check|scan|detect|dir|lint|validate|run|autorun|collect|breakdown|load|format|diff|breaking|can-i-deploy|image|fs|
                git|publish|upload P|U|I|A*
            hurl,lychee,shfmt,tflint,tfsec,actionlint,yamllint :

            mix : edeliver build|deploy|upgrade|restart|start|stop|ping|version|update|migrate|show
                release|upgrade|migrations? production|staging? up|down? ; edeliver build|deploy|upgrade release|upgrade to production|staging ; OPT edeliver
                build|deploy|upgrade|restart|start|stop|ping|update|migrate
                release|upgrade|migrations? production|staging? up|down? ; OPT edeliver build|deploy|upgrade release|upgrade to
                production|staging
            cargo % -D -A -W -p --package --bin --features --target --profile
            cargo : release version|publish|commit|tag|push|changes|hook|replace patch|minor|major|release|rc|beta|alpha|I|N? ; OPT release
                version|publish|commit|tag|push|changes|hook|replace? patch|minor|major|release|rc|beta|alpha|I|N? ;
                shuttle|leptos|component|contract|espflash|embed|near|stylus|deb|generate-rpm|udeps|outdated|machete|audit|llvm-cov|tarpaulin|ndk|
                apk|tauri|bundle|workspaces|smart-release|set-version|semver-checks|run-script|pgrx|flamegraph
                deploy|build|flash|save-image|monitor|upload|instantiate|check|publish|test|run|install|package|bump|watch|serve|restart|stop|logs
                I|P|N|U* ; OPT shuttle|leptos|component|contract|espflash|near|stylus|ndk|tauri|workspaces|pgrx
                deploy|build|flash|save-image|monitor|upload|check|publish|test|run|package I|P|N|U*
            idf.py,platformio,pio,esptool,esptool.py,espota.py,arduino-cli,mender-artifact,mender-cli,balena,dfu-util,avrdude,
                openocd,st-flash,nrfutil,swupdate,rauc,fw_printenv,fw_setenv : build|flash|monitor|erase-flash|erase_flash|fullclean|clean|app-flash|
                merge_bin|run|device|upload|compile|install|status|commit|rollback|update|sign|flash-id|chip_id|read_mac|push|deploy|release|app|fleet|env|
                os|ssh|reset|recover|info|mark-good|mark-bad|mark-active|bundle|write|artifacts|deployments
                build|flash|monitor|upload|list|good|bad|active|I|P|U|N|A* ; OPT
                build|flash|monitor|run|erase_flash|erase-flash|write_flash|write-flash|read_flash|verify_flash|upload|compile|push|deploy|install|write|update|
                bundle|sign|merge_bin|artifacts|app? I|P|U|N|A*
            platformio,pio,arduino-cli,esptool,esptool.py % -* -e -t -b -p --port --fqbn --chip --environment --target --baud --before --after
            bench : update|migrate|restart|build|backup|start|setup|clear-cache|doctor|version|backup-all-sites I|P* ; get-app|new-site|drop-site|use|
                switch-to-branch|install-app I|U|P* ; OPT migrate|backup|restore|install-app|set-config|clear-cache|build|update|execute|enable-scheduler|
                set-maintenance-mode I|P|U|on|off|$sites*
            odoo,odoo-bin : OPT ANY* ; db|deploy|scaffold|shell OPT
            odoo,odoo-bin % -* -d -u -i -c --database --update --init
            tootctl : media|statuses|cache|search|accounts|maintenance|feeds|preview_cards|self-destruct|emoji|upgrade
                remove|clear|deploy|build|refresh|recount|rotate|fix-duplicates|usage|lookup|approve|cull|prune|storage-schema I* ; OPT
                media|statuses|cache|search|accounts|feeds remove|clear|deploy|build|refresh|create|modify I|$sites*
            occ,nextcloud.occ,owncloud : I I|P|U|N|$sites* ; upgrade|status|check|maintenance ; OPT I I|P|U|N*
            php : occ upgrade|status|check ; artisan down|up ; craft I|up|migrate|clear-caches I|P|all? ; OPT artisan down|up|I
            n98-magerun,n98-magerun2,magento,typo3,typo3cms,craft,contao-console,shopware,pimcore,bin/console : I I|P|U|N|A* ; OPT I I|P|U|N|A*
            drush : sset|sget|cset|cget|php:eval|pm:enable|en|pmu|si|sqlc|sqlq|sql-dump|sql-sync|rsync|ws|st|core-status|cex|cim|updb|cr|cron|entup|deploy|
                locale-update|uli|ucrt|php-eval|ev|state:set|state:get|config:set $sites|I|U|P|N|Q* ; OPT
                sset|sget|cset|cim|cex|updb|cr|en|pmu|deploy|cron|sql-dump|sqlc|si|status|st|state:set $sites|I|U|P|N|Q*
            grafana-cli,grafana : plugins|admin install|update|update-all|ls|list-remote|remove|uninstall|reset-admin-password|data-migration I|Q|V* ; OPT
                plugins|admin|server|cli install|update|reset-admin-password|plugins? I*
            mmctl,rocketchatctl,nautobot-server,awx-manage,pulpcore-manager,foreman-rake,foreman-maintain,foreman-installer,
                satellite-maintain,katello-service : migrate|collectstatic|post_upgrade|start|stop|restart|status|I I|P|U|N|A* ;
                service|health|advanced|packages|backup|upgrade|maintenance-mode|config|system|plugin|team|user|permission|update
                restart|stop|start|status|check|run|list|online|offline|snapshot|enable|disable|lock|unlock|update|reset|create I|P|U|N* ; OPT
                service|health|packages|backup|upgrade|maintenance-mode? restart|stop|start|status|check|run|list|online|offline|snapshot?
                I|P|U|N*
            gitea,forgejo : admin|doctor user|auth|check|regenerate|convert|recreate-table create|list|delete|hooks|keys|I? ; OPT
                dump|migrate|web|admin|doctor user|auth|check|regenerate|create|list* I|P|U|N|A*
            n8n,sentry,influxd,metabase,zulip,discourse,mailman : OPT export:workflow|import:workflow|upgrade|run|createuser|cleanup|migrate
                I|P|N|A|web|worker|cron*
            synctl : start|stop|restart P?
            passenger-status,passenger-memory-stats,pumactl,sidekiqctl,ridgepole,bridgetown,middleman,nanoc,nuxi,eleventy,
                svelte-kit,sst,cdk8s,quarkus,jbang,jhipster,scrapy,aerich,sea-orm-cli,node-pg-migrate,db-migrate,mikro-orm,zenstack,
                graphile-worker,graphile-migrate,pip-sync,pip-compile,iex,tsup,swc,tsc-alias,rimraf,cpx,cross-env : OPT
                P|I|U|N|A* ; OPT build|deploy|start|stop|restart|phased-restart|halt|status|up|down|migrate|remove|publish|generate|run|
                export|dev|test|upgrade|init-db|apply|dump|commit|rollback P|I|U|N|A* ; start|stop|restart|status|phased-restart|halt|
                build|deploy|dev|generate|publish|up|down|migrate|downgrade|init-db|remove|crawl P|I|U|N|A*
            cross-env : A+ CMD
            concurrently,whenever : OPT P|I|U|N|A*
            ridgepole,passenger-status,pip-sync :
            """;

    private PlatformTools() {}
}
