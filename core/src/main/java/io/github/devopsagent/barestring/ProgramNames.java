package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Programs of which only the name is known: they are read like a program that is found and of which no table knows what it
 * takes. None of them is a word of sentences, or the name of a service, behind which its upgrade would stand as well.
 */
final class ProgramNames {

    /** Programs are named so ({@code calicoctl}, {@code keydb-cli}), and now and then what people speak of ({@code the-cli}). */
    private static final Pattern LIKE_PROGRAMS = Pattern.compile("[a-z][a-z0-9_-]*(?:[a-z0-9]ctl|-cli)");

    private static final Set<String> NAMES = words("""
            aa-complain aa-enforce aapt aapt2 acli aclocal adcfgclone.pl adcli adop adrci akmods ambari-agent
            ambari-server amqsput ansible-builder ansible-connection ansible-console ansible-navigator
            ansible-rulebook ansible-runner anypoint-cli-v4 apigeecli apkanalyzer apktool apparmor_parser
            appimagetool apptainer apt-config apt-file apt-ftparchive apt-listchanges apt-mirror aql arangodump
            arangoimport arangorestore arangosh arptables asadm asbackup asinfo asmcmd asrestore audit2allow
            audit2why augenrules aureport ausearch authconfig authselect autoconf autok3s automake autopep8
            avdmanager aws-iam-authenticator aws-nuke awscurl awslocal awsudo azcmagent baksmali berks bhyve
            biosdecode bjobs bkill blkdiscard bootc-image-builder bpftool bpftrace brakeman bsondump bsub bteq
            bundler-audit bzt canonical-livepatch cbbackup cbbackupmgr cbindgen cbq cbrestore ccache certigo
            certtool cf-agent cf-promises cfssl cfssljson check_disk check_http check_load check_mk check_nrpe
            check_procs check_tcp checkinstall chkrootkit chrt cibadmin cinc-client clamdscan clamscan clang-format
            clang-tidy clippy-driver cloud-sql-proxy cloud_sql_proxy codeceptjs condor_q condor_submit
            container-structure-test controller-gen coreos-installer corosync-quorumtool cortextool cowbuilder
            cppcheck cpupower cqlshell createrepo createrepo_c crm_attribute crm_mon crm_node crm_resource
            crm_verify crmadmin cryptsetup csc cscli csrutil cucumber-js datapatch db2ckupgrade db2iupdt db2look
            db2move db2set dbca dbshut dbstart dch debchange debconf-set-selections debootstrap debsign debuild delv
            dgmgrl dgoss dhclient diskutil distcc dkms dmd dmidecode dmsetup dnf-automatic dnscontrol dnssec-keygen
            dnssec-signzone do-release-upgrade docker-credential-ecr-login dogstatsd doveadm doveconf
            dpkg-buildpackage dpkg-deb dpkg-divert dpkg-source dpkg-statoverride dput drbdsetup dsbulk dscl dsconf
            dsetool dsidm dspmqrte dumpe2fs dupload e2fsck e2label easybuild easyrsa ebtables ecs-deploy ecs-preview
            efibootmgr elasticsearch-certutil elasticsearch-keystore elasticsearch-reset-password
            elasticsearch-service-tokens elasticsearch-users elm-make emcli emqx_ctl enroot epmd equivs-build
            erb_lint erl erlc errcheck esxcli eximstats exportfs eyaml facter fastboot fence_ipmilan flatpak-builder
            fluent-gem foreman-proxy-certs-generate fourmolu fpc fsfreeze fsharpi fstrim fw_update
            galera_new_cluster gcrane gcsfuse gdc getcert gfortran gke-gcloud-auth-plugin gnt-cluster gnt-instance
            gofumpt goimports gomobile goofys gosec gotestsum govulncheck gpbackup gpexpand gpgconf gpinitsystem
            gprbuild gprecoverseg gprestore gpstate gqlgen gradle-profiler growpart grub-install grub-mkconfig
            grub-reboot grub-set-default grub2-install grub2-mkconfig grub2-reboot grub2-set-default grubby h2load
            ha-manager haml-lint hdiutil hdparm helmify hiera-eyaml hlint hpacucli hping3 html-minifier hwclock
            icecc icingacli idevice_id ideviceinstaller ifquery ifreload iftop imake imgpkg insmod installboot
            intltoolize ios-deploy ip6tables-save ipa-backup ipa-client-install ipa-getcert ipa-replica-install
            ipa-restore ipa-server-upgrade ipcrm ipcs ipsec iptables-save ipvsadm-save iscsiadm iw iwconfig javaws
            jsonnet jsonnetfmt jupytext k3sup kadmin kadmin.local kafkacat kata-runtime katello-certs-check kbld
            kdb5_util kdestroy kdig kexec kinit klist knotc kolla-ansible kolla-build kotlinc kpartx kpasswd kpatch
            ksql-server-start ktutil kubebuilder kubectl-argo-rollouts kubectl-cnpg kubectl-ctx kubectl-hns
            kubectl-minio kubectl-neat kubectl-ns kubectl-slice kubectl-view-secret kubelogin kubetail
            landscape-config lazbuild ld.lld ldapadd ldapdelete ldapmodify ldappasswd ldapsearch ldc2 ldirectord
            leapp libtoolize lintian linuxdeploy logcli logstash-keystore lshw lsipc lsmod lspci lsscsi lsusb
            luacheck luarocks lvchange lvconvert lvdisplay lvreduce lvrename lvresize lvscan lxc-attach lxc-create
            lxc-destroy lxc-snapshot lxc-start lxc-stop lynis mailq makedepend makepkg mariabackup mariadb-binlog
            mariadb-check mariadb-import mariadb-show mariadb-upgrade matchpathcon maxctrl mcrcon megacli
            mender-update mgr-sync mimirtool minisign mk-build-deps mke2fs mkfs mkfs.btrfs mkfs.ext3 mkfs.vfat mkosi
            mmdebstrap mockgen modinfo mokutil mongofiles mongosync mongotop mosquitto_passwd mosquitto_pub
            mosquitto_sub mountstats mpiexec mpirun mssql-conf mydumper myloader mysql_secure_installation
            mysql_tzinfo_to_sql mysql_upgrade mysqlbinlog mysqld_multi mysqld_safe mysqldumpslow mysqlshow mysqlslap
            named-checkconf named-checkzone named-compilezone nats-top nbstripout netca nethogs networksetup
            newaliases nfsstat ngrep nsc nsd-checkconf nsd-checkzone ntfsfix numastat nzsql oc-mirror ocamlfind
            oci-curl octodns-dump octodns-sync oid2name oninit onmode onstat ontape opatch openconnect
            opendkim-genkey opensearch-keystore openshift-install operator-sdk orapwd ormolu oscap osql osqueryi
            ostree ovftool p11-kit pacman-key pam-auth-update papermill paratest partprobe pbsnodes pbuilder
            pcp_attach_node pcp_detach_node pcp_node_info pcp_recovery_node pdbedit pdns_control pdns_recursor
            perccli pg_activity pg_amcheck pg_archivecleanup pg_combinebackup pg_createcluster pg_createsubscriber
            pg_dropcluster pg_receivewal pg_recvlogical pg_renamecluster pg_repack pg_resetwal pg_upgradecluster
            pg_verifybackup pg_waldump pgbadger pgcli pgloader php-cs-fixer phpcbf phpcs phpspec phpstan pivpn
            pk12util pkcs11-tool pkg-config pkg_delete pkg_info pkg_update pkgadd pkgbuild pkgconf pkgfile pkgin
            pkgrm pkgutil plutil pmap pmgconfig portmaster portupgrade postalias postcat postconf postmap postqueue
            postsuper poudriere prlimit proxmox-backup-client proxmox-backup-manager pstree pt-archiver pt-kill
            pt-query-digest pt-show-grants pt-slave-restart pt-table-checksum pt-table-sync purgecss pvcreate
            pvdisplay pve6to7 pve7to8 pvecm pvesm pveum pveupgrade pveversion pvmove pvremove pvresize pvscan
            pydocstyle pyflakes pytype qbs qcloud qdel qdstat qemu-nbd qemu-system-x86_64 qhold qmrestore qpid-stat
            qstat qsub r10k rabbitmq-diagnostics rabbitmq-env rabbitmq-queues rabbitmq-streams rabbitmq-upgrade
            racadm rec_control redis-benchmark redis-check-aof redis-check-rdb redis-shake repoquery reposync
            reprepro rkhunter rmmod rndc-confgen rpcinfo rpm2cpio rpmbuild rpmkeys rpmsign rpower rspamadm rspamc
            rubocop run_erl runc runghc runhaskell rustfmt s3fs s5cmd sa-learn sa-update sacct sacctmgr salloc
            salt-cloud salt-key salt-run salt-ssh samba-tool saml2aws satellite-installer sbatch sbuild scalingo
            scancel sccache schedtool schema-registry-start schema-registry-stop scontrol sctool scutil sdkmanager
            sdparm sealert semodule sestatus sfdisk sg_scan sgdisk shadow-cljs showmount sinfo slapadd slapcat
            slapindex slappasswd slaptest slowhttptest smbclient smbmount smbpasswd smbstatus snapcraft snmpbulkwalk
            snmpget snmpset snmptrap snmpwalk softwareupdate spacecmd spacewalk-repo-sync spack spark-class sprio
            sqlboiler sqlldr sqlline squeue sreport srun ssacli ssh-import-id sshfs sss_cache sstable2json
            sstabledump staticcheck steamcmd stonith_admin storcli storcli64 stylish-haskell stylua
            subscription-manager svgo swaplabel swiftformat swiftlint sysmerge syspatch sysupgrade targetcli
            tcpreplay td-agent-gem terracognita terraform-docs terraformer testcafe testparm tfswitch tgenv tgswitch
            timoni tk tmutil to_erl tofuenv tpm2_createprimary traffic_ctl tshark tune2fs tuned-adm turbostat
            uglifyjs umoci unbound-anchor unbound-checkconf unbound-host update-ca-trust upsun vastool vboxmanage
            vcluster vconfig vendir vgcfgbackup vgcfgrestore vgchange vgcreate vgdisplay vgextend vgreduce vgremove
            vgscan vim-cmd virt-clone virt-customize virt-install virt-sysprep virt-v2v vmbackup vmq-admin vmrestore
            vnstat vpnc vsql vtctlclient vtctldclient vtgate vzdump wal-e wazuh-control wdio werl wipefs
            wpa_passphrase xbps-query xbps-remove xbuild xcbeautify xcparse xcpretty xfs_admin xfs_freeze xfs_growfs
            xfs_repair xfsdump xfsrestore xmake xmkmf yubico-piv-tool yum-config-manager yumdownloader zabbix_get
            zabbix_sender zdb zigup zstreamdump
            """);

    private ProgramNames() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this is the name of a program, and of nothing else. */
    static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /** Whether it is named as programs are. */
    static boolean isLikeOne(String name) {
        return LIKE_PROGRAMS.matcher(name).matches();
    }

    static Set<String> names() {
        return NAMES;
    }
}
