/**
 * Whether a password is among the most common ones, ignoring case: a well-known one, or up to three
 * characters over and over.
 */
export const isCommonPassword = (password: string): boolean => {
  const form = password.toLowerCase()
  return common.has(form) || /^(.{1,3}?)\1+.{0,2}$/su.test(form)
}

/** Our own compilation of what is known to be tried; all of eight characters or more, since shorter ones are refused anyway. */
const common: ReadonlySet<string> = new Set(
  `
  12345678 123456789 1234567890 12345678910 0123456789 01234567 012345678 123456781 1234567899 12345679 87654321 987654321
  9876543210 98765432 0987654321 10203040 11223344 1122334455 12341234 1234554321 12344321 123454321 123654789 147258369
  159357258 159753456 147852369 741852963 789456123 456789123 963852741 13579246 135792468 24681357 246813579 246810121
  11112222 12121212 31415926 314159265 27182818 19841984 20202020 20212021 20222022 20232023 20242024 20252025 20262026
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 2wsx3edc zaq12wsx zaq1zaq1 zaq1xsw2 q1w2e3r4 q1w2e3r4t5
  q1w2e3r4t5y6 qwe123qwe qwe12345 qweasdzxc qweasd123 qweqwe123 qwer1234 qwer12345 1234qwer 12345qwert 123qweasd
  123qweasdzxc qwert123 qwert1234 qwert12345 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty01 qwerty11
  qwertyui qwertyuio qwertyuiop qwertyuiop123 1qwerty1 123qwerty 12345qwerty asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer
  asdf12345 1234asdf asd12345 asdasd123 zxcvbnm1 zxcvbnm123 zxcvbnm12 zxcv1234 zxcvzxcv zxcasdqwe qazwsx12 qazwsx123
  qazwsxedc qazwsxedcrfv wsxedcrfv poiuytrewq lkjhgfdsa mnbvcxz1 mnbvcxz123 azertyui azertyuiop azerty123 azerty12
  password password0 password1 password2 password3 password5 password7 password9 password11 password12 password13
  password21 password22 password99 password123 password1234 password12345 password123456 password! password1! password123!
  password@123 password2020 password2021 password2022 password2023 password2024 password2025 password2026 p@ssword p@ssw0rd
  p@ssword1 p@ssw0rd1 p@ssword123 p@ssw0rd123 passw0rd passw0rd1 passw0rd! pa55word pa$$word passwort passwort1
  passwort123 mypassword mypassword1 mypass123 passpass passpass1 pass1234 pass12345 pass123456 passcode passcode1 passwords
  thepassword newpassword newpass123 changeme changeme1 changeme123 changeit letmein1 letmein12 letmein123 letmein! letmeinnow
  openopen opensesame welcome1 welcome12 welcome123 welcome1234 welcome! welcome1! welcome@123 welcome2024 welcome2025
  welcome2026 admin123 admin1234 admin12345 admin123456 admin@123 adminadmin administrator administrator1 root1234 rootroot
  toor1234 superuser superman superman1 superman12 superman123 batman12 batman123 spiderman spiderman1 ironman1 ironman123
  wonderwoman captain1 starwars starwars1 startrek startrek1 pokemon1 pokemon123 pikachu1 pikachu123 harrypotter minecraft
  minecraft1 fortnite fortnite1 roblox123 nintendo nintendo1 playstation xbox360x gamer123 gaming123 computer computer1
  computer123 internet internet1 internet123 database desktop1 windows1 windows10 windows123 microsoft microsoft1 google123
  google1234 facebook facebook1 facebook123 instagram youtube1 youtube123 samsung1 samsung123 samsung12 android1 iphone123
  iloveyou iloveyou1 iloveyou2 iloveyou12 iloveyou123 iloveyou! iloveu123 ilovegod iloveme1 iloveme123 ilovemom loveyou1
  lovelove loveme123 lovers12 lovely12 lovely123 mylove123 trustno1 trustnoone whatever whatever1 whocares nothing1 secret12
  secret123 secret1234 topsecret mysecret blahblah testtest test1234 test12345 test123456 testing1 testing12 testing123
  tester123 testpass temp1234 temp12345 temporary default1 default123 guest123 guest1234 user1234 user12345 username
  username1 login123 login1234 access14 access123 monkey12 monkey123 monkey1234 dragon12 dragon123 dragon1234 master12
  master123 master1234 mustang1 mustang123 shadow12 shadow123 hunter12 hunter123 ranger12 ranger123 tigger12 tigger123
  killer12 killer123 soccer12 soccer123 hockey12 hockey123 football football1 football12 football123 baseball baseball1
  baseball12 baseball123 basketball basketball1 volleyball softball swimming golfgolf liverpool liverpool1 liverpool123
  chelsea1 chelsea123 arsenal1 arsenal123 barcelona barcelona1 barcelona123 realmadrid juventus juventus1 manchester
  manutd123 everton1 yankees1 cowboys1 steelers lakers24 michael1 michael12 michael123 jordan23 jordan123 jordan12 jessica1
  jessica123 jennifer jennifer1 michelle michelle1 danielle samantha samantha1 stephanie elizabeth elizabeth1 christian
  christian1 christopher alexander alexander1 alexandra nicholas benjamin benjamin1 jonathan matthew1 anthony1 charlie1
  charlie12 charlie123 charlie1234 daniel12 daniel123 thomas12 thomas123 robert12 robert123 andrew12 andrew123 joshua12
  joshua123 ashley12 ashley123 hannah123 maggie123 buster12 buster123 pepper12 pepper123 ginger12 ginger123 bailey123
  princess princess1 princess12 princess123 sunshine sunshine1 sunshine12 sunshine123 rainbow1 rainbow123 butterfly
  butterfly1 flower12 flower123 chocolate chocolate1 cookie12 cookie123 cupcake1 banana12 banana123 cheese12 cheese123
  orange12 orange123 purple12 purple123 yellow12 yellow123 silver12 silver123 diamond1 diamond123 diamonds crystal1 angel123
  angel1234 angels12 babygirl babygirl1 babygirl12 babyboy1 beautiful beautiful1 handsome sweetheart sweetie1 freedom1
  freedom123 forever1 forever21 forever123 friends1 friends123 friendship family123 family12 blessed1 jesus123 jesus777
  jesuschrist godisgood godbless heaven777 hello123 hello1234 hello12345 hellohello helloworld hello2025 goodluck goodluck1
  luckyluck lucky123 lucky777 lucky1234 luckyone lucky888 lucky007 jackpot1 jackpot7 jackpot77 jackpot123 jackpot777 casino12
  casino123 casino777 casino1234 poker123 poker1234 pokerpoker blackjack blackjack1 blackjack21 roulette roulette1 baccarat
  baccarat1 baccarat123 slots123 slots777 bigwin123 bigwinner winner12 winner123 winner777 winwin123 moneymoney money123
  money1234 money777 millionaire gambler1 gambler123 betting1 betting123 bet12345 rich1234 summer12 summer123 summer2024
  summer2025 summer2026 winter12 winter123 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026
  january1 february november december december1 monday123 friday13 london123 newyork1 america1 canada123 australia brazil123
  germany1 mexico123 philippines indonesia malaysia1 singapore hongkong thailand1 vietnam1 korea123 korea1234 seoul1234
  dlfghdls tkfkdgo1 tkfkdgody tkfkdgo12 wjdqhqhgh alskdjfhg gksrnrdj qlalfqjsgh sarang12 saranghae saranghae1 saranghaeyo
  sayonara sakura123 naruto123 doraemon arigatou woaini1314 woaini520 woaini123 5201314a 5201314520 7758521a abc12345
  abc123456 abc1234567 abc123abc abcd1234 abcd12345 abcd123456 abcde123 abcde12345 abcdefg1 abcdefgh abcdefghi abcdefghij
  abcdef12 abcdef123 1a2b3c4d 1a2b3c4d5e a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1234567 a12345678 a123456789 aa123456 aa12345678
  aaa12345 aaa123456 123456aa 123456ab 123456abc 1234abcd 12345abc 12345abcde 123456qwerty 123456789a 123456789q 12345678a
  12345678q q1234567 q12345678 q123456789 qq123456 z1234567 x1234567 zz123456 as123456 woaiwojia 1password 123password
  1234password 12password 1princess 1iloveyou 1superman 007james jamesbond jamesbond007 bond0070 area5151 metallica
  metallica1 slipknot nirvana1 eminem123 beatles1 rockstar rockstar1 rocknroll guitar123 motorola ferrari1 porsche1 mercedes
  mercedes1 corvette corvette1 yamaha123 harley12 chevrolet chevy123 camaro12 dolphins dolphin1 elephant elephant1 kittycat
  hellokitty doggydog puppy123 panther1 phoenix1 scorpion scorpio1 spitfire thunder1 lightning cowboy12 cowboy123 maverick
  maverick1 midnight midnight1 mickey12 mickey123 mickeymouse snoopy12 snoopy123 scooby12 garfield garfield1 pumpkin1 peaches1
  peanut12 peanut123 precious precious1 sebastian victoria victoria1 veronica patricia isabella gabriela fernando alejandro
  estrella teamo123 tequiero tequieromucho contrasena contraseña motdepasse bonjour1 bonjour123 soleil123 chouchou doudou123
  passwort1234 hallo123 hallo1234 hallohallo schatz123 sommer2025 ficken123 wachtwoord welkom01 welkom123 lozinka1 haslo123
  parola123 heslo1234 salasana salasana1 losenord senha123 senha1234 mudar123 brasil123 flamengo corinthians palmeiras
  bismillah bismillah1 allah123 muhammad1 mustafa123 galatasaray fenerbahce besiktas india123 india1234 krishna1 krishna123
  ganesha1 sachin123 pakistan pakistan1 pakistan123 bangladesh nigeria1 kenya1234 correcthorsebatterystaple drowssap
  ncc1701d ncc1701e thx11388 fuckyou1 fuckyou2 fuckyou12 fuckyou123 fuckoff1 fuckface asshole1 asshole123 bullshit bullshit1
  biteme12 biteme123 bigdaddy bigdaddy1 bigdick1 sexsexsex sexy1234 pussycat naughty1 spongebob spongebob1 teletubbies
  turtle12 turtle123 unicorn1 unicorn123 vampire1 warrior1 warcraft warcraft1 wolverine zeppelin charizard dragonball
  dragonball1 finalfantasy gandalf1 legolas1 matrix123 morpheus predator terminator undertaker skywalker darthvader
  `
    .trim()
    .split(/\s+/)
)
