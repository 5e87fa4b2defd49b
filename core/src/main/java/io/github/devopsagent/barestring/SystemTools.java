package io.github.devopsagent.barestring;

/** The forms of the system's own tools, and of servers and databases. See {@link ToolTable} for the notation. */
final class SystemTools {

    static final String LISTS = """
            $dirs = build dist target out tmp backup backups logs log bin releases public data src app web api infra
                deploy docker k8s frontend backend server client scripts current shared www html node_modules vendor
                config assets static storage uploads media
            $switches = auto up down on off blue canary previous latest current all
            $scripts = build rebuild test check lint clean deploy undeploy redeploy release publish push pull up down
                start stop restart reload run serve rollback revert seed restore backup setup init bootstrap generate
                migrate verify validate status health plan apply destroy sync upload download update upgrade promote
                switch enable disable scale drain install uninstall create delete remove add set get list show logs
                export import snapshot rotate warmup cleanup clear prune flush reset tag help version smoke e2e daemon eval rpc
            $files = ready deployed done live healthy started stopped running enabled disabled current previous release
                maintenance ok active
            $users = deploy deployer release build backup app web www
            $redis = PING INFO GET SET DEL FLUSHDB FLUSHALL LASTSAVE BGSAVE SAVE MONITOR SHUTDOWN KEYS DBSIZE CLUSTER CONFIG CLIENT EXPIRE
                EVAL HSET HGET INCR PUBLISH LPUSH RPUSH SADD TTL SCAN NOSAVE ASYNC REWRITE RESETSTAT
                ping info get set del flushdb flushall bgsave save monitor shutdown keys dbsize cluster config client
                expire eval hset hget incr publish ttl scan nosave async rewrite resetstat list nodes
            $states = start stop restart reload status try-restart force-reload condrestart reload-or-restart
            """;

    static final String FORMS = """
            sudo,doas,rvmsudo,run0 % -* -u -iu -Hu -g -h -p -U -C --user --group
            find,logger,systemd-cat % -*
            rm,rmdir,unlink,cp,mv,ln,chmod,chown,chgrp % -! --reference
            nohup,time,exec,command,builtin,setsid,stdbuf,ionice,chronic,unbuffer,dotenv,direnv,catchsegv,linux32,
                fakeroot,eatmydata,faketime,caffeinate,systemd-run,ssh-agent,dumb-init,tini % -a -c -n -o -f -u
                --unit
            env,nice,timeout,watch,xargs,chroot,flock,runuser,su,gosu,su-exec,setpriv,parallel,retry,wait-for-it,
                wait-for,dockerize,script,strace,ltrace,gtimeout,taskset,numactl,unshare,nsenter,screen,tmux,
                aws-vault,op,doppler,chamber,envdir,with-contenv,logger,systemd-cat,cronitor,trickle % -u -n -s -k
                -I -P -c -i -d -t -p -w -g -e -o -S -L -a
            sudo,doas,rvmsudo,run0 : CMD ; OPT
            nohup,time,exec,builtin,setsid,stdbuf,ionice,chronic,unbuffer,dotenv,direnv,fakeroot,eatmydata,
                caffeinate,systemd-run,dumb-init,tini,aws-vault,doppler,chamber,op : CMD ; exec I|W CMD ; run CMD ;
                OPT I CMD
            command : OPT ANY ; CMD
            env : A* CMD ; ; A+ ; PIPED
            nice,watch : CMD ; N CMD ; OPT N CMD
            watch : OPT N? Q
            timeout,gtimeout : N CMD ; Q CMD
            xargs,parallel : PIPED CMD ; PIPED ; REDIR CMD
            xargs,parallel : PIPED docker|podman|nerdctl|kubectl|git|systemctl|helm
                stop|start|restart|rm|rmi|kill|inspect|delete|uninstall|pull|push|rename
            su,runuser : - $users ; OPT $users ; OPT - $users Q?
            chroot,flock : P CMD ; OPT P|N CMD?
            runuser,su,gosu,su-exec : OPT CMD ; OPT NAME ANY* ; NAME CMD ; - NAME ; OPT - NAME
            retry,wait-for-it,wait-for,dockerize,strace,taskset,numactl,unshare,nsenter : OPT CMD ; U|I|N ANY* ; N
                CMD ; OPT P|I|U|N*
            screen,tmux % -*
            screen,tmux : OPT ANY* ; new|new-session|kill-session|send-keys|attach|ls ANY*
            logger,systemd-cat : OPT Q|ANY* ; Q
            systemctl % -n -t -H -M -p -s --property --type --state --signal
            systemctl : start|stop|restart|reload|try-restart|reload-or-restart|enable|disable|mask|unmask|status|
                is-active|is-enabled|is-failed|show|cat|kill|edit|reset-failed|isolate|link|preset|reenable NAME|P+
                ; daemon-reload|daemon-reexec|list-units|list-timers|list-unit-files|list-dependencies|list-jobs|
                reset-failed|is-system-running|default|show-environment|get-default NAME* ;
                reboot|poweroff|halt|rescue|suspend|status|kexec ; set-property|set-default NAME A?
            systemctl : --failed|--all|--version
            deb-systemd-invoke : $states|enable|disable I|P+
            systemd-analyze : verify|security|blame|critical-chain|time|cat-config P|I* ; OPT
            ip : route|rule|r add|del|replace|change default|I|N|P via|dev|I|N|eth0* ; OPT route|rule|r add|del|replace|change
                default|I|N|P via|dev|I|N|eth0*
            rabbitmqadmin : declare|delete queue|exchange|binding|user|vhost|permission|policy|parameter A+ ; list
                queues|exchanges|bindings|users|vhosts|nodes|connections I* ; OPT declare|delete
                queue|exchange|binding|user|vhost|permission|policy A+
            service,invoke-rc.d : NAME $states
            rc-service,rc-update,initctl,start,stop % -s
            rc-service : NAME $states
            rc-update : add|del NAME NAME?
            rcctl,initctl,sv,svc,s6-svc,s6-rc,monit,supervisorctl,circusctl,gitlab-ctl :
                start|stop|restart|status|update|reread|reload|reconfigure|tail|signal|clear|up|down|term|hup|once|avail|
                version|summary|monitor|unmonitor|validate|pid|list|enable|disable|shutdown|add|remove|fg
                all|NAME|P|I* ; OPT P
            gitlab-ctl : reconfigure|restart|stop|start|status|upgrade|backup-etc|deploy-page|promote|hup|tail|renew-le-certs
            gitlab-rake,gitlab-backup : I A* ; create|restore A*
            pg_ctlcluster : N NAME start|stop|restart|reload|status|promote
            qm,pct : start|stop|shutdown|reboot|status|snapshot|rollback|delsnapshot|listsnapshot|resume|suspend N NAME?
            passenger-config : restart-app P? ; OPT restart-app P? ; validate-install
            chef-client,chef-solo : SUDO ; OPT
            supervisord,monit : OPT
            launchctl : load|unload|kickstart|bootstrap|bootout|start|stop|list|enable|disable ANY*
            journalctl % -u -n -p -t -o --since --until --unit -b -g
            journalctl : ; OPT
            brew,port,apt,apt-get,aptitude,yum,dnf,zypper,apk,pacman,snap,choco % ++
            brew,port :
                install|uninstall|upgrade|update|tap|untap|link|unlink|list|info|cleanup|doctor|reinstall|pin|
                selfupdate NAME|P* ; services start|stop|restart|list|run NAME?
            apt,apt-get,aptitude : update|upgrade|dist-upgrade|full-upgrade|autoremove|autoclean|clean|check ;
                install|remove|purge|download|reinstall|show|policy|build-dep|source|search NAME|A|P|U+ ; list NAME*
                ; OPT install|update|upgrade|remove
            apt % -t -o
            iptables,ip6tables % -j -p -m -s -d -i -o -A -I -D -t --dport --sport --state
            iptables,ip6tables : OPT INPUT|OUTPUT|FORWARD|PREROUTING|POSTROUTING|ACCEPT|DROP|REJECT|LOG|RETURN|
                MASQUERADE|DNAT|SNAT|nat|filter|I|N|A|U*
            script,view,look : OPT P|I*
            init,editor,expiry,login,link,man,red,users,sum,perf,pic,prove,tabs,pager,skill,scalar,gold,col,opt,toe,
                factor,expand,strip,size,nm,ar,as,ld,ranlib,objdump,objcopy,readelf,pr,ptx,tsort,csplit : OPT
                P|I* ; P+
            apt-key : add|del P|-|I ; adv|list|export ANY*
            apt-mark : hold|unhold|auto|manual|showhold NAME*
            apt-cache,dpkg-query,add-apt-repository : policy|show|search|madison|depends|rdepends NAME|P ; OPT ANY* ; I|U
            dpkg,rpm : OPT NAME|P|I*
            dpkg-reconfigure,update-rc.d,update-alternatives,ldconfig,update-ca-certificates,update-grub,locale-gen,
                systemd-tmpfiles,sysctl,modprobe,depmod,udevadm,timedatectl,hostnamectl,loginctl,localectl,
                resolvectl,networkctl,nmcli,firewall-cmd,semanage,setsebool,restorecon,setenforce,getenforce,chcon,
                aa-status,auditctl,fail2ban-client,ufw,iptables,ip6tables,nft,ipset,ip,ifconfig,ifup,ifdown,route,
                ethtool,tc,bridge,wg,wg-quick,openvpn,ipvsadm,keepalived : OPT ANY* ; ;
                I|A|N|P|U|$states|show|set|add|del|delete|up|down|allow|deny|enable|disable|reset|list|status|
                link|addr|a|r|route|rule|dev|defaults|remove|save|restore|set-timezone|UTC|GMT|set-hostname|set-ntp|
                control|trigger|settle|fcontext|ruleset|flush|reload|ping|con|connection|numbered|default|via|
                netns|neigh|eth0|ssh|http|https+ ; $states|fcontext|add|allow|deny|list|status|ping|show ANY* ; NAME
                defaults|remove|enable|disable
            yum,dnf,zypper,tdnf,microdnf,emerge,opkg,pkg,pkg_add,choco,winget,scoop :
                install|remove|erase|update|upgrade|downgrade|reinstall|makecache|repolist|list|info|refresh|
                autoremove|groupinstall|module|in|rm|up|history NAME|P|U|I* ; clean all|metadata|packages ;
                check-update|distro-sync ; config-manager|versionlock|history ANY* ; OPT NAME|P*
            apk : add|del|update|upgrade|fix|info|cache|search NAME|A|P*
            pacman,yay,paru,slackpkg,xbps-install : OPT NAME|P*
            snap,flatpak,nix,nix-env,nix-shell,nix-build,nixos-rebuild,guix :
                install|remove|refresh|restart|start|stop|list|revert|update|run|build|develop|switch|shell|
                flake|boot|test|rollback|pull|package|system|uninstall NAME|P|U|I* ; OPT ANY*
            nginx,httpd,apache2,caddy,haproxy,traefik,certbot,varnishd,squid,lighttpd,named,dnsmasq,postfix,dovecot,
                exim,php-fpm,mysqld,postgres,redis-server,mongod,memcached,prometheus,grafana-server,alertmanager,
                node_exporter,promtool,amtool,filebeat,telegraf,vector,fluentd,logstash,dockerd,containerd,kubelet,
                sshd,cron,crond % -c -f -s -g
            nginx,httpd,apache2,haproxy,traefik,varnishd,squid,lighttpd,dnsmasq,php-fpm,mysqld,redis-server,mongod,
                prometheus,grafana-server,alertmanager,node_exporter,filebeat,telegraf,logstash,dockerd,containerd,
                kubelet,sshd : OPT ANY* ; P
            traefik,caddy,prometheus,alertmanager,containerd,vector : version
            caddy,certbot,postfix,promtool,amtool,dovecot,varnishadm,rndc,unbound-control,pdnsutil,nsd-control :
                reload|run|validate|adapt|start|stop|fmt|renew|certonly|certificates|install|delete|revoke|
                status|check|flush|queue|reconfig|freeze|thaw|config|rules|silence|alert|test|checkconf|ban|
                vcl.load|vcl.use ANY* ; OPT
            apachectl,apache2ctl,lighty-enable-mod :
                graceful|configtest|restart|start|stop|status|fullstatus|graceful-stop ; OPT
            a2ensite,a2dissite,a2enmod,a2dismod,a2enconf,a2disconf,phpenmod,phpdismod : NAME|P+
            gunicorn,uvicorn,hypercorn,daphne,celery,waitress-serve,uwsgi,puma,unicorn,thin,passenger,sidekiq,rq,
                dramatiq,huey,streamlit,jupyter,airflow,dbt,prefect,dagster,spark-submit,flink,superset,mlflow,ray,
                catalina.sh,jetty.sh,wildfly,asadmin,jboss-cli.sh,kafka-topics,kafka-topics.sh,
                kafka-consumer-groups,zkCli.sh,kcat,rabbitmqctl,rabbitmq-plugins,rabbitmqadmin,nodetool,cqlsh,solr,
                elasticsearch,opensearch,curator,lxc,lxd,virsh,qm,pct,pvesh,multipass,xe,govc,vmrun,hcp,zpool,zfs,
                lvcreate,lvextend,lvremove,lvs,vgs,pvs,mkfs.ext4,mkfs.xfs,resize2fs,fdisk,parted,lsblk,blkid,fsck,
                mkswap,swapon,swapoff,mdadm,smartctl,btrfs,ceph,gluster,drbdadm,crm,pcs,corosync-cfgtool,pg_ctl,
                pg_ctlcluster,pg_lsclusters,pg_basebackup,pg_rewind,patronictl,repmgr,pgbouncer,initdb,createdb,
                dropdb,createuser,dropuser,vacuumdb,reindexdb,pg_isready,pgbench,pg_controldata,pg_upgrade,
                mysqladmin,mysqlcheck,mysqlimport,mysqlsh,mariadb-admin,mariadb-backup,xtrabackup,innobackupex,
                pt-online-schema-change,gh-ost,mongoimport,mongoexport,mongostat,influx,clickhouse-client,cockroach,
                sqlcmd,sqlplus,rman,expdp,impdp,bcp,isql,neo4j-admin,cypher-shell,tsm,gpstart,gpstop,impala-shell,
                beeline,hdfs,hadoop,yarn-site % -A -Q -c -b -n -p -U -h -d -D -u -q -l -t -s -S -P -i -f -m -a -B
            gunicorn,uvicorn,hypercorn,daphne,waitress-serve,uwsgi,puma,unicorn,thin,passenger,sidekiq,rq,
                dramatiq,huey,streamlit,jupyter,prefect,spark-submit,
                catalina.sh,jetty.sh,wildfly,asadmin,jboss-cli.sh,
                zkCli.sh,kcat,rabbitmqctl,rabbitmq-plugins,rabbitmqadmin,cqlsh,curator,lxd,qm,pct,pvesh,multipass,xe,govc,vmrun,zpool,zfs,
                lvcreate,lvextend,lvremove,lvs,vgs,pvs,mkfs.ext4,mkfs.xfs,resize2fs,fdisk,parted,lsblk,blkid,fsck,
                mkswap,swapon,swapoff,mdadm,smartctl,btrfs,drbdadm,crm,pcs,pg_ctl,pg_ctlcluster,
                pg_lsclusters,pg_basebackup,pg_rewind,patronictl,repmgr,pgbouncer,initdb,createdb,dropdb,createuser,
                dropuser,vacuumdb,reindexdb,pg_isready,pgbench,pg_controldata,pg_upgrade,mysqladmin,mysqlcheck,
                mysqlimport,mysqlsh,mariadb-admin,mariadb-backup,xtrabackup,innobackupex,pt-online-schema-change,
                gh-ost,mongoimport,mongoexport,mongostat,clickhouse-client,sqlcmd,sqlplus,rman,
                expdp,impdp,bcp,isql,neo4j-admin,cypher-shell,gpstart,gpstop,impala-shell,beeline : OPT
                ANY* ; I|P|U|N ANY* ;
                $states|$verbs|flush|drain|snapshot|cleanup|repair|status|info|ring|stop_app|start_app|
                list_queues|cluster_status|switchover|failover|reinit|enable|disable|worker|beat|control|inspect|shutdown|
                purge|scheduler|webserver|dags|tasks|notebook|lab|run|docs|health|osd|fs|dfs|jar|ping|flush-hosts|
                version|compile|seed|snapshot|send|receive|upgrade|destroy|rollback|create $states|$names|P|I|N|A|U|now* ; list|get|exec|run|start|stop|create|destroy|rename
                NAME ANY* ;
                PIPED
            celery,airflow,dbt,superset,ray,solr,elasticsearch,opensearch : OPT ANY* ; PIPED
            celery : status|report|purge ; multi start|restart|stop|stopwait I|P|N+ ; control|inspect
                shutdown|ping|active|stats|registered|I I|P|N|NAME* ; OPT control|inspect
                shutdown|ping|active|stats|registered|I I|P|N|NAME* ; OPT
                worker|beat|multi|purge|status|inspect|control|events|flower|I start|restart|stop|stopwait|I|P|N*
            airflow : scheduler|webserver|standalone|version|info|triggerer ; db init|upgrade|migrate|check|reset|clean|downgrade ;
                dags|tasks list|I I|N* ;
                dags|tasks trigger|pause|unpause|backfill|test|delete|show|state|run|clear|I NAME|I|N+ ;
                connections|variables|pools|users|roles list|add|get|set|delete|create|import|export NAME|I|P|V|N|A* ; OPT
                db|dags|tasks|users|connections|variables|scheduler|webserver|I NAME|I|$verbs* NAME|I|P|N?
            dbt : init NAME ; run|test|build|seed|snapshot|compile|deps|debug|clean|parse|ls|list|retry|run-operation|I I|P* ; docs
                generate|serve ; source freshness ; OPT run|test|build|seed|snapshot|compile|ls|source|docs|I
                generate|serve|freshness|I*
            superset : init|load-examples|I ; db upgrade ; fab create-admin ; OPT run|init
            ray : start|stop|status ; up|down|submit|exec P ANY* ; job submit CMD ; job list ; job stop|logs|status I ; OPT
                start|up|down|status|job|submit ANY* ; OPT job submit CMD
            solr : status|version|healthcheck ; OPT start|stop|restart|create|delete|zk|auth|post|healthcheck ANY* ; create_collection|
                create_core OPT
            repmgr : OPT standby|primary|node|cluster|witness|daemon|service switchover|register|unregister|promote|clone|follow|
                rejoin|status|check|show|matrix|crosscheck|event|cleanup|pause|unpause ; cluster show|matrix|crosscheck
            pg_autoctl : perform switchover|failover|promotion ; show state|events|uri|settings ; enable|disable
                maintenance|secondary|ssl ; run|status|stop|reload ; OPT ANY* ; OPT perform|show|enable|disable|create|drop|run|stop
                switchover|failover|promotion|state|events|uri|maintenance|secondary|monitor|postgres|worker|node?
            rabbitmqctl : list_queues|list_connections|list_channels|list_consumers|list_exchanges|list_bindings|list_users|
                list_vhosts|list_permissions|list_policies|list_nodes name|messages|consumers|state|memory|pid|user|messages_ready|
                messages_unacknowledged|type|durable|arguments|peer_host|I* ; OPT list_queues|list_connections|list_channels
                name|messages|consumers|state|memory|pid|user|I*
            iptables-restore,ip6tables-restore,nft : REDIR ; OPT P ; PART ; PIPED
            traefik : healthcheck|version ; OPT ANY*
            ceph : osd set|unset noout|norebalance|nobackfill|norecover|noscrub|nodeep-scrub|nodown|noup|noin|pause ;
                osd out|in|down|rm|purge|destroy I|N+ ; OPT osd out|in|down|rm|purge|destroy I|N+
            celery : OPT control|inspect shutdown|ping|active|stats|registered|pool_restart
            elasticsearch-plugin,opensearch-plugin,logstash-plugin,kibana-plugin : install|remove|update|list I|U|P* ;
                OPT install|remove I|U|P+
            pct,lxc,multipass,machinectl : exec N|NAME CMD
            envoy : run NAME|deploy|rollback|$verbs ; OPT ANY*
            nodetool : W
            lsblk,pg_isready,pg_lsclusters,lvs,vgs,pvs,catalina.sh :
            createdb,dropdb,createuser,dropuser : NAME
            psql,mysql,mariadb,mongosh,mongo,pg_dump,pg_dumpall,pg_restore,mysqldump,mariadb-dump,mongodump,
                mongorestore,redis-cli,valkey-cli,sqlite3 % --* -U -h -d -p -f -u -n -t -D --dbname --host
                --username --db -F -a -v -x -B --user --database --host -P
            psql,mysql,mariadb,mongosh,mongo : OPT NAME|U|P|Q|K? ; U|P|I|Q ; PIPED NAME? ; REDIR NAME?
            pg_dump,pg_dumpall,pg_restore,mysqldump,mariadb-dump,mongodump,mongorestore : OPT NAME|U|P* ; REDIR
                NAME|U* ; PART NAME|U* ; U|P|I|Q+ ; PIPED
            pg_dumpall,mongodump,mongosh :
            redis-cli,valkey-cli : sentinel|SENTINEL failover|masters|master|replicas|reset|ckquorum|flushconfig NAME|I? ;
                OPT sentinel|SENTINEL failover|masters|master|replicas|reset|ckquorum|flushconfig NAME|I?
            redis-cli,valkey-cli : $redis $redis|MARK* ; get|set|del|GET|SET|DEL NAME ANY* ; config|CONFIG
                get|set|GET|SET NAME ANY* ; OPT ANY* ; PIPED
            sqlite3 : P ANY* ; OPT ANY*
            curl,wget,http,https,xh,httpie,aria2c,lynx % -X -H -d -o -u -A -b -c -e -F -T -K -x -w --request
                --header --data --output --user --method -O -P --max-time -m --retry --data-binary --connect-timeout
            curl,wget,xh,aria2c,lynx : U+ ; OPT U? P? ; Q
            xh : get|post|put|GET|POST|PUT|DELETE|PATCH|HEAD U|P A*
            http,https,httpie : GET|POST|PUT|DELETE|PATCH|HEAD U|P|I A|I* ; U|P A|I* ; OPT U|P A*
            ssh,autossh,mosh,sshpass % -i -p -l -o -F -J -L -R -D -b -c -e -S -W
            ssh,autossh,mosh : U|I ; U|I CMD ; U|I Q+ ; W Q+ ; OPT U|I|W Q+ ; OPT U|I|W ; OPT U|I|W CMD ; W CMD ;
                REDIR U|NAME ; PIPED U|NAME ANY*
            sshpass : OPT CMD
            ssh-add : - ; PIPED -
            ssh-keygen,ssh-keyscan,ssh-add,ssh-copy-id,gpg,gpg2,age,openssl,mkcert,step-cli,acme.sh,lego,keychain :
                OPT ANY* ; U|P|I+ ;
                req|x509|s_client|rsa|genrsa|dgst|enc|rand|verify|pkcs12|passwd|ciphers|version|ec|dhparam|
                ecparam|crl|ocsp ANY*
            openssl % -in -out -connect -servername -subj -days
            scp,rsync,sftp,lftp,ftp,ncftpput % -P -i -o -e -F -l -c
            scp,rsync,lftp : P|R|I|U P|R|I|U+ ; OPT P|R|I|U|$dirs P|R|I|U+ ; OPT U
            sftp,ftp : U ; OPT U|R|I ; PIPED U|R ; REDIR U|R
            ping,ping6,dig,nslookup,host,traceroute,tracepath,mtr,whois,getent,arp,nc,ncat,netcat,telnet,nmap,
                tcpdump,ss,netstat,lsof,iperf3,fuser,socat % -c -w -W -t -p -i -I -s -x -n
            ping,ping6,traceroute,tracepath,mtr,telnet,nc,ncat,netcat,nmap : U|I N? ; OPT NAME|U|I|N N? ; N N?
            dig : +short|+trace|+noall|+answer|U|I|K+
            dig,nslookup,host,whois : U I|A|K* U? ; OPT U|N|I* ; N U?
            getent,arp : hosts|passwd|group|ahosts|services NAME|U|N ; OPT ANY*
            tcpdump,ss,netstat,lsof,iperf3,fuser,socat : OPT ANY* ; P|I|N+
            ss,netstat,lsof : PART
            socat : -|stdio|STDIO|readline|I|P|R|U -|stdio|STDIO|I|P|R|U
            nc,ncat,netcat : OPT P
            varnishadm : Q ; backend.list|backend.set_health|ban.list|vcl.list|vcl.show|vcl.discard|param.set|param.show|
                panic.show|ping|status I|P|N|A|healthy|sick|auto*
            varnishadm : vcl.load|vcl.use new|boot|previous|I P?
            varnishreload,needrestart : SUDO ; OPT
            netplan : apply|generate|get|status|try|info I|P* ; OPT apply|try
            crm,pcs : resource|node|cluster|status|constraint|stonith|configure
                start|stop|restart|cleanup|move|ban|clear|enable|disable|standby|unstandby|online|maintenance|ready|show|status|
                list|refresh NAME* ; OPT resource|node|cluster ANY*
            cp,mv,ln % -t -S
            cp,mv,ln : P|I|current|previous|next|live P|I|current|previous|next|live ; P|I P|I+ ; P|I|$dirs P|I+ ;
                P|I P|I|$dirs ; OPT P|I|$dirs P|I|$dirs ; P|I|K P|I|K ; OPT P|I|W P ; OPT P W ; OPT P
            mkdir,rmdir % -m
            mkdir,rmdir : P|I|N+ ; NAME ; OPT NAME ; $dirs|P|I+
            rm,unlink,shred,truncate,trash % -s
            rm,unlink,shred,truncate,trash : P|I+ ; OPT $dirs|P|I* ; OPT W|$files
            chmod : N|I|A P|I|$dirs+ ; OPT N|I|A P|I|NAME ; W|I P+
            chown,chgrp,setfacl,getfacl,chattr : NAME|N P+ ; OPT NAME|N|Q P|I|$dirs+ ; OPT P+
            cd,pushd : ; P|I|$dirs|- ; NAME ; N ; PART D
            popd,pwd,sync,wait,true,false,:,ls,ll,date,uptime,whoami,hostname,uname,id,groups,free,vmstat,iostat,
                mpstat,sar,dmesg,lscpu,nproc,arch,tty,users,w,who,last,lastlog,df,du,ps,top,htop,atop,tree,printenv,
                locale,umask,jobs,times,history,logout,clear,reset,bg,fg,disown,yes,reboot,halt,poweroff,shutdown,
                exit,return,break,continue,shift,mount,umount,findmnt,kill,pkill,killall,pgrep,pidof,sleep,usleep,
                seq,factor % -u -n -p -o -s -U -f -d --format -C -t -x -h
            popd,pwd,date,uptime,whoami,hostname,uname,ls,ll,dmesg,lscpu,nproc,df,du,ps,top,htop,vmstat,iostat,
                printenv,env,tree,:,mount :
            ls,ll,df,du,tree : P|I|$dirs* ; NAME ; OPT NAME|P
            ls,ll : W
            ps,vmstat,iostat,mpstat,sar,free,top,htop,atop,date,hostname,uname,id,dmesg,who,last,lastlog,nproc,df,
                du,umask,shutdown,uptime,findmnt,mount,umount,printenv,locale,sync,jobs,pwd : OPT N|P|I|Q|NAME|now*
            vmstat,iostat,mpstat,sar : N+
            df,du,mount,umount,findmnt,sync : P+
            ps : aux|auxww|ax|axf|axo|faux|auxf ANY*
            date : I
            id : NAME|$users
            xdg-open : U
            id,groups,printenv : PART NAME? ; V
            sync,wait,true,false,yes,reboot,halt,poweroff,reset,clear,jobs,history : PART ; SUDO
            wait : Q
            shutdown : OPT now|N|T ; SUDO now
            exit,return : N|Q
            exit,return,break,continue,shift : PART N|Q?
            umask : N
            kill : N|Q+ ; OPT N|Q|I+ ; OPT
            pkill,killall,pgrep,pidof : NAME|Q|P ; OPT NAME|Q|P|K
            sleep,usleep,seq : N+ ; Q+ ; infinity
            unset,export,declare,typeset,readonly,local,alias,unalias,set,shopt,ulimit,trap,hash,type,eval,source,.,
                read,getopts,let,test,[,[[,echo,printf,enable,bind % -o -u -n -p -d -t -k -f -g
            unset,export,declare,typeset,readonly,local : A|V+ ; A|V A|V|I* ; OPT A|V|I|W*
            unset : V|I+
            alias : A+ ; ;
            set : OPT pipefail|errexit|nounset|xtrace|noglob* ; +a|+e|+x|+u|+f|+ex|+eu ; OPT ANY* ; Q
            shopt,ulimit,unalias,enable,hash,type : OPT ANY* ; PART NAME+
            trap : Q|P K|I|N|EXIT+ ; OPT ANY*
            eval : Q+
            source,. : P ANY* ; Q
            read : OPT NAME|V+ ; PIPED NAME|V+ ; REDIR NAME|V+
            let : A+
            test : -f|-d|-e|-s|-r|-w|-x|-L|-h|-S|-p $files|W ; OPT ANY* ; Q E X ; N E ANY ; ANY -|E Q ; Q
            [,[[ : OPT ANY* ]|]] ; Q E X ]|]] ; N|K E ANY ]|]] ; ANY E Q ]|]] ; Q ]|]] ; ! ANY+ ]|]]
            printf : Q Q|ANY*
            cat,tac,nl,less,more,head,tail,wc,sort,uniq,cut,tr,rev,column,fold,expand,paste,join,comm,diff,
                colordiff,cmp,patch,split,csplit,tee,sponge,grep,egrep,fgrep,rg,ag,zgrep,sed,gsed,awk,gawk,mawk,
                perl,jq,yq,xmllint,xmlstarlet,tar,gtar,gzip,gunzip,zcat,bzip2,bunzip2,xz,unxz,zstd,lz4,pigz,zip,
                unzip,7z,cpio,dd,md5sum,sha1sum,sha256sum,sha512sum,shasum,cksum,md5,base64,xxd,od,hexdump,strings,
                file,stat,touch,readlink,realpath,basename,dirname,mktemp,install,find,fd,locate,which,whereis,
                envsubst,gettext,iconv,dos2unix,unix2dos,uuidgen,openssl-rand,crontab,at,batch,atq,useradd,adduser,
                usermod,userdel,deluser,groupadd,addgroup,groupdel,passwd,chpasswd,chage,visudo,logrotate,rsyslogd,
                mail,mailx,sendmail,mutt,msmtp,say,cal,bc,expr,shuf,nano,vim,vi,emacs,code,crudini,augtool,lsns,
                getcap,setcap,rename,inotifywait,entr,fswatch,m4,tput,stty,reset,fallocate,losetup,slack,
                notify-send,wall,write % -n -c -m -o -g -t -d -k -f -e -A -B -C -E -i -P -F -s -p -b -l -a -v -I -u
                -G -r --mode --owner --group
            cat,tac,nl,less,more,head,tail,zcat,strings,file,stat,touch,readlink,realpath,basename,dirname,md5sum,
                sha1sum,sha256sum,sha512sum,shasum,cksum,base64,xxd,od,hexdump,wc,sort,uniq,rev,column,comm,cmp,tee,
                sponge,fold,expand,dos2unix,unix2dos,gzip,gunzip,bzip2,bunzip2,xz,unxz,zstd,lz4,pigz,unzip,iconv,
                envsubst,less,shuf,vim,vi,nano,logrotate,losetup,m4,patch,diff,colordiff,split,fallocate,bc : P|V+ ;
                OPT P|V|I|N* I? ; PIPED P|I|N|V* ; REDIR ; PIPED OPT ANY*
            cat,touch,basename,dirname,readlink : I+ ; PIPED NAME
            tail,head : OPT P|I ; PIPED ; PIPED N
            cut : PIPED OPT ANY* ; OPT ANY P* ; REDIR OPT ANY*
            paste,join : P P+ ; OPT P|- P|-* ; PIPED P|-*
            tr,awk,gawk,mawk,sed,gsed,jq,yq,tee,xmllint,xmlstarlet,expr : PIPED ANY* ; OPT ANY P* ; Q
                P* ; Q NAME|K|P* ; REDIR ANY* ; I P* ; P P+ ; N|Q I|Q N|Q
            jq,yq : P P*
            sed,gsed : OPT P P* ; P P
            diff,colordiff,cmp,comm,rename,patch : P P ; OPT P|I P|I
            grep,egrep,fgrep,rg,ag,zgrep : V P+ ; OPT V P+ ; PIPED X ; PIPED OPT X ; OPT X P+ ; OPT I|Q|K|P|N P|I|$dirs* ; ANY P+ ;
                Q|I P|I|$dirs*
            tar,gtar :
                czf|xzf|xf|cf|czvf|xzvf|tzf|xvf|cvf|cjf|xjf|zxvf|zcvf|tf|cvzf|xvzf|zxf|xvzpf|xpf|cjvf|xjvf|caf|
                tvf|tzvf P|I|-|$dirs* W? ; OPT P|I|$dirs* ; PIPED ANY*
            zip,7z,cpio : P|I P|I|$dirs+ ; OPT P|I|$dirs* ; x|a|l P P* ; PIPED
            dd : A+
            mktemp,uuidgen,crontab,atq,tput,stty,cal : OPT ANY* ; PART ANY* ; P ; PIPED -? ; - ; REDIR
            crontab : P ; OPT $users
            mktemp,uuidgen :
            install : OPT W P ; OPT P|I P|I+ ; OPT P|I
            find : P P|I|N|;|+|{}|!|(|)|A* ; OPT P|$dirs* P|I|N|;|+|{}|!|A*
            find % -name -iname -type -user -group -maxdepth -mindepth -exec -execdir -ok -path -not -newer -mtime
                -mmin -size -perm -o
            fd,locate,inotifywait,entr,fswatch : OPT ANY* ; I|P+ ; PIPED CMD
            which,whereis : NAME+
            at : OPT N|T|now|+|minute|minutes|hour|hours|day|days|noon|midnight|tomorrow+
            at,batch : OPT P ANY* ; PIPED now|N
            useradd,adduser,usermod,userdel,deluser,groupadd,addgroup,groupdel,passwd,chage,setcap,getcap : OPT
                NAME|I|P ANY? ; OPT NAME $users ; I|NAME|$users ; SUDO NAME NAME?
            chpasswd : PIPED
            chmod,chown,chgrp : OPT N|I|A|NAME *
            chown,chgrp : $users P+ ; OPT $users P+
            modprobe : NAME
            loginctl : I NAME|$users
            tee : PIPED NAME|$dirs
            mail,mailx,sendmail,mutt,msmtp : PIPED ANY* ; OPT U|P|Q|W? ; REDIR ANY*
            wall,write,say,notify-send,slack : Q Q|ANY* ; PIPED ANY*
            printf,basename : PIPED ANY*
            pm2,forever,nodemon % -n --name -i -u --env
            pm2,forever,nodemon :
                start|restart|reload|stop|delete|logs|startup|flush|kill|deploy|
                monit|describe|jlist|update|install|set|scale|sendSignal|gracefulReload|startOrReload|
                startOrRestart|stopall|prettylist|unstartup NAME|P|N|A* MARK? ; save|list|ls|status|resurrect ; start|restart|reload|stop|delete|flush|
                gracefulReload|startOrReload|startOrRestart|scale|describe all ; P ANY* ; OPT P ; OPT
            """;

    private SystemTools() {}
}
